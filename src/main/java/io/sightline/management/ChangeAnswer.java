package io.sightline.management;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/// What came of a change, as it is written.
///
/// @param result one word
/// @param detail why it was not made, a sentence; left out if it was
/// @param model how it is served now
@JsonPropertyOrder({"result", "detail", "model"})
public record ChangeAnswer(
        String result,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String detail,
        ModelState model) {}
