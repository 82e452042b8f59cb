package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.batching.Decision.Closed;
import io.sightline.batching.Decision.HoldUntil;
import io.sightline.batching.Decision.Idle;
import io.sightline.batching.Decision.Run;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Batches of up to 3, without a thread or a clock.
class BatchingPolicyTest {

    private static final ProcessorSharing TWO_LANES = new ProcessorSharing(2, false);
    private static final ProcessorSharing TWO_LANES_AND_SOLO = new ProcessorSharing(2, true);

    /// Without a delay, and without a solo lane.
    @Nested
    class Greedy {

        private final BatchingPolicy policy = policy(Duration.ZERO, TWO_LANES);

        @Test
        void idlesWhileNothingWaits() {
            assertThat(policy.decide(Moment.waiting(0).snapshot())).isEqualTo(new Idle());
        }

        @Test
        void runsWhateverWaits() {
            assertThat(policy.decide(Moment.waiting(2).snapshot())).isEqualTo(new Run(2));
        }

        @Test
        void runsNoMoreThanABatch() {
            assertThat(policy.decide(Moment.waiting(9).snapshot())).isEqualTo(new Run(3));
        }

        @Test
        void holdsForInputsInPreparation() {
            assertThat(policy.decide(Moment.waiting(1).preparing(1).since(10).snapshot()))
                    .isEqualTo(new HoldUntil(Moment.NOW + Moment.LINGER - 10));
        }

        @Test
        void countsTheHoldFromWhenTheLaneIsFree() {
            Moment moment = Moment.waiting(1).preparing(1).since(1_000).freeFor(20);

            assertThat(policy.decide(moment.snapshot()))
                    .isEqualTo(new HoldUntil(Moment.NOW + Moment.LINGER - 20));
        }

        @Test
        void runsOnceItHasHeldLongEnough() {
            Moment moment = Moment.waiting(1).preparing(1).since(Moment.LINGER);

            assertThat(policy.decide(moment.snapshot())).isEqualTo(new Run(1));
        }

        @Test
        void runsAFullBatchWhateverIsInPreparation() {
            assertThat(policy.decide(Moment.waiting(3).preparing(1).snapshot()))
                    .isEqualTo(new Run(3));
        }

        @Test
        void idlesWhileAnotherLaneHolds() {
            assertThat(policy.decide(Moment.waiting(1).preparing(1).heldByAnother().snapshot()))
                    .isEqualTo(new Idle());
        }

        @Test
        void runsAFullBatchAlthoughAnotherLaneHolds() {
            assertThat(policy.decide(Moment.waiting(3).preparing(1).heldByAnother().snapshot()))
                    .isEqualTo(new Run(3));
        }

        @Test
        void runsWhatIsLeftWhenItCloses() {
            assertThat(policy.decide(Moment.waiting(1).preparing(1).closing().snapshot()))
                    .isEqualTo(new Run(1));
        }

        @Test
        void endsWhenItIsClosedAndNothingWaits() {
            assertThat(policy.decide(Moment.waiting(0).preparing(1).closing().snapshot()))
                    .isEqualTo(new Closed());
        }

        @Test
        void wakesALaneForWhateverWaits() {
            assertThat(policy.wake(Moment.waiting(1).load(), false))
                    .isEqualTo(BatchingPolicy.Wake.SHARED_LANE);
        }

        @Test
        void wakesNobodyWhileNothingWaits() {
            assertThat(policy.wake(Moment.waiting(0).load(), false))
                    .isEqualTo(BatchingPolicy.Wake.NOBODY);
        }

        @Test
        void wakesNobodyBesideALaneThatHolds() {
            Load load = Moment.waiting(2).preparing(1).load();

            assertThat(policy.wake(load, true)).isEqualTo(BatchingPolicy.Wake.NOBODY);
        }

        @Test
        void wakesALaneOnceTheBatchThatIsHeldIsFull() {
            Load load = Moment.waiting(3).preparing(1).load();

            assertThat(policy.wake(load, true)).isEqualTo(BatchingPolicy.Wake.SHARED_LANE);
        }

        @Test
        void wakesALaneOnceNothingIsInPreparationAnyMore() {
            assertThat(policy.wake(Moment.waiting(2).load(), true))
                    .isEqualTo(BatchingPolicy.Wake.SHARED_LANE);
        }
    }

    /// With a delay of 100 ns.
    @Nested
    class Delayed {

        private final BatchingPolicy policy = policy(Duration.ofNanos(100), TWO_LANES);

        @Test
        void holdsAPartOfABatchUntilItsDelayIsOver() {
            assertThat(policy.decide(Moment.waiting(2).since(99).snapshot()))
                    .isEqualTo(new HoldUntil(Moment.NOW + 1));
        }

        @Test
        void runsAPartOfABatchOnceItsDelayIsOver() {
            assertThat(policy.decide(Moment.waiting(2).since(100).snapshot()))
                    .isEqualTo(new Run(2));
        }

        @Test
        void countsTheDelayFromTheArrivalOfTheOldestHoweverLongTheLaneIsFree() {
            assertThat(policy.decide(Moment.waiting(2).since(100).freeFor(0).snapshot()))
                    .isEqualTo(new Run(2));
        }

        @Test
        void runsAFullBatchAtOnce() {
            assertThat(policy.decide(Moment.waiting(3).snapshot())).isEqualTo(new Run(3));
        }

        @Test
        void holdsForTheLongerOfDelayAndPreparation() {
            Moment moment = Moment.waiting(1).preparing(1).since(90).freeFor(10);

            assertThat(policy.decide(moment.snapshot()))
                    .isEqualTo(new HoldUntil(Moment.NOW + Moment.LINGER - 10));
        }

        @Test
        void runsAPartOfABatchWhenItCloses() {
            assertThat(policy.decide(Moment.waiting(2).closing().snapshot())).isEqualTo(new Run(2));
        }
    }

    /// Two lanes and a solo lane.
    @Nested
    class BesideASoloLane {

        private final BatchingPolicy policy = policy(Duration.ZERO, TWO_LANES_AND_SOLO);

        @Test
        void leavesALoneRequestToTheSoloLane() {
            Moment lone = Moment.waiting(1);

            assertThat(policy.decide(lone.snapshot())).isEqualTo(new Idle());
            assertThat(policy.decide(lone.seenBySolo().snapshot())).isEqualTo(new Run(1));
            assertThat(policy.wake(lone.load(), false)).isEqualTo(BatchingPolicy.Wake.SOLO_LANE);
        }

        @Test
        void leavesARequestBesideOneInPreparationToTheOthers() {
            Moment moment = Moment.waiting(1).preparing(1);

            assertThat(policy.decide(moment.snapshot())).isEqualTo(new Run(1));
            assertThat(policy.decide(moment.seenBySolo().snapshot())).isEqualTo(new Idle());
            assertThat(policy.wake(moment.load(), false))
                    .isEqualTo(BatchingPolicy.Wake.SHARED_LANE);
        }

        @Test
        void leavesARequestBesideARunToTheOthers() {
            Moment moment = Moment.waiting(1).running(1);

            assertThat(policy.decide(moment.snapshot())).isEqualTo(new Run(1));
            assertThat(policy.decide(moment.seenBySolo().snapshot())).isEqualTo(new Idle());
        }

        @Test
        void keepsTheOthersWaitingWhileTheSoloLaneRuns() {
            Moment moment = Moment.waiting(5).soloRunning();

            assertThat(policy.decide(moment.snapshot())).isEqualTo(new Idle());
            assertThat(policy.wake(moment.load(), false)).isEqualTo(BatchingPolicy.Wake.NOBODY);
        }

        @Test
        void sharesWhatWaitsAmongTheLanes() {
            assertThat(policy.decide(Moment.waiting(3).snapshot())).isEqualTo(new Run(2));
            assertThat(policy.decide(Moment.waiting(9).snapshot())).isEqualTo(new Run(3));
        }

        @Test
        void leavesALoneRequestToTheOthersWhenItCloses() {
            Moment moment = Moment.waiting(1).closing();

            assertThat(policy.decide(moment.snapshot())).isEqualTo(new Run(1));
            assertThat(policy.decide(moment.seenBySolo().snapshot())).isEqualTo(new Closed());
        }
    }

    private static BatchingPolicy policy(Duration maxDelay, ProcessorSharing sharing) {
        return new BatchingPolicy(new BatchingProperties(3, maxDelay, 9), sharing);
    }
}
