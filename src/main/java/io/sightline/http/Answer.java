package io.sightline.http;

import io.sightline.classification.Classification;
import io.sightline.classification.Classification.Classified;
import io.sightline.classification.Classification.DeadlinePassed;
import io.sightline.classification.Classification.EmptyUpload;
import io.sightline.classification.Classification.EngineFailed;
import io.sightline.classification.Classification.ImageTooLarge;
import io.sightline.classification.Classification.QueueFull;
import io.sightline.classification.Classification.ShuttingDown;
import io.sightline.classification.Classification.UndecodableImage;
import io.sightline.classification.Classification.UnknownModel;
import io.sightline.classification.Classification.UnsupportedFormat;
import io.sightline.classification.Classification.WouldBeLate;
import java.util.List;

/// The answer to one image, sent alone or as one of several.
sealed interface Answer permits ClassificationAnswer, Problem {

    /// The answers to the files of one form.
    ///
    /// @param results one for each file, in the order of the files
    record Several(List<Answer> results) {

        public Several {
            results = List.copyOf(results);
        }
    }

    /// Translates the result of one upload into HTTP's terms.
    static Answer of(Classification classification) {
        return switch (classification) {
            case Classified classified -> ClassificationAnswer.of(classified);
            case EmptyUpload() ->
                    Problem.of(
                            ProblemType.EMPTY_UPLOAD, "upload has 0 bytes, must be an image file");
            case UnsupportedFormat(String detail) ->
                    Problem.of(ProblemType.UNSUPPORTED_FORMAT, detail);
            case ImageTooLarge(String detail) -> Problem.of(ProblemType.IMAGE_TOO_LARGE, detail);
            case UndecodableImage(String detail) ->
                    Problem.of(ProblemType.UNDECODABLE_IMAGE, detail);
            case UnknownModel(String name) ->
                    Problem.of(
                            ProblemType.UNKNOWN_MODEL,
                            "model is %s, must be a served one".formatted(Problem.quoted(name)));
            case QueueFull(var wait) ->
                    Problem.passing(
                            ProblemType.QUEUE_FULL, "the queue is full, try again later", wait);
            case WouldBeLate(var wait) ->
                    Problem.passing(
                            ProblemType.WOULD_BE_LATE,
                            "the images waiting would keep this one beyond its deadline, allow"
                                    + " more time or try again later",
                            wait);
            case ShuttingDown() -> Problem.shuttingDown();
            case DeadlinePassed() ->
                    Problem.of(
                            ProblemType.DEADLINE_PASSED,
                            "the image was not classified by the deadline");
            case EngineFailed _ ->
                    Problem.of(
                            ProblemType.ENGINE_FAILED,
                            "the image could not be classified; the request id finds the reason in"
                                    + " the log");
        };
    }
}
