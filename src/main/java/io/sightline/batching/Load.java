package io.sightline.batching;

/// The work that is waiting and under way at one moment.
///
/// @param waiting the number of requests that wait for a lane
/// @param preparing the number of tickets whose inputs are being prepared
/// @param running the number of lanes that run a batch, including the solo lane
/// @param soloRunning whether the solo lane runs
record Load(int waiting, int preparing, int running, boolean soloRunning) {

    /// The number of places taken: requests that wait or are in preparation.
    int places() {
        return waiting + preparing;
    }
}
