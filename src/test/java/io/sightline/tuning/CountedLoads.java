package io.sightline.tuning;

import io.sightline.load.Latencies;
import io.sightline.load.LoadReport;
import io.sightline.load.Reply;
import io.sightline.load.Subject;
import java.util.SortedMap;
import java.util.TreeMap;

/// Loads of ten requests, which count as a second's worth and take no time.
final class CountedLoads implements Loads {

    private static final int REQUESTS = 10;
    private static final Latencies NO_LATENCIES = new Latencies(0, 0, 0, 0, 0, 0);

    @Override
    public double peak(int clients, Subject subject) throws InterruptedException {
        return outcomes(subject).getOrDefault(Reply.CLASSIFIED.outcome(), 0);
    }

    @Override
    public LoadReport at(double rate, Subject subject) throws InterruptedException {
        SortedMap<String, Integer> outcomes = outcomes(subject);
        int answers = outcomes.getOrDefault(Reply.CLASSIFIED.outcome(), 0);
        return new LoadReport(
                rate, answers, answers, NO_LATENCIES, NO_LATENCIES, NO_LATENCIES, outcomes);
    }

    private static SortedMap<String, Integer> outcomes(Subject subject)
            throws InterruptedException {
        SortedMap<String, Integer> outcomes = new TreeMap<>();
        for (int number = 0; number < REQUESTS; number++) {
            outcomes.merge(subject.ask(number).outcome(), 1, Integer::sum);
        }
        return outcomes;
    }
}
