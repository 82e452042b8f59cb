package io.sightline.hub;

import io.sightline.hub.Source.HuggingFace;
import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.Reply;
import io.sightline.hub.transfer.Shown;

/// Why a hub gave something else than what was asked for, in words for the user.
///
/// @param source whom was asked for
/// @param token what was shown
record HubWords(HuggingFace source, Token token) {

    FetchFailedException refusal(String file, Reply reply) {
        String what = file.isEmpty() ? source.notation() : source.notation() + ": " + file;
        return new FetchFailedException(
                "%s %s (%s from %s%s)"
                        .formatted(
                                what,
                                reason(reply),
                                reply.status(),
                                Shown.url(reply.url()),
                                reply.header("X-Error-Message")
                                        .map(said -> ": " + Shown.text(said))
                                        .orElse("")));
    }

    private String reason(Reply reply) {
        String code = reply.header("X-Error-Code").orElse("");
        return switch (code) {
            case "GatedRepo" -> gated();
            case "RevisionNotFound" ->
                    "has no revision %s, must be a branch, a tag or a commit of it"
                            .formatted(source.revision());
            case "EntryNotFound" -> "is not in the repository, must be";
            case "RepoNotFound" -> hidden();
            default ->
                    switch (reply.status()) {
                        case 401 -> hidden();
                        case 403 -> "is forbidden" + (token.isThere() ? " to your token" : "");
                        case 404 -> "is not there, must be";
                        default -> "was not given";
                    };
        };
    }

    private String gated() {
        String ask = "is gated: its owner must let you in on its page first";
        return token.isThere() ? ask : ask + ", and HF_TOKEN must hold your token";
    }

    private String hidden() {
        return token.isThere()
                ? "is not there, or your token is not valid or may not see it"
                : "is not there, or it is private and HF_TOKEN must hold a token that may see it";
    }

    /// What answers is something else than a hub.
    FetchFailedException noHub(Reply reply, String lack) {
        return new FetchFailedException(
                "%s answers %s without %s, must be a hub (HF_ENDPOINT)"
                        .formatted(Shown.url(reply.url()), reply.status(), lack));
    }
}
