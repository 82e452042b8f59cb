package io.sightline.http;

import java.util.List;

/// The answer to a multipart request.
///
/// @param results one for each part, in their order
record ResultsAnswer(List<Answer> results) {

    ResultsAnswer {
        results = List.copyOf(results);
    }
}
