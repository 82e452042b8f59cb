package io.sightline.batching;

/// What there is to do, and what is being done, at one moment.
///
/// @param waiting how many requests wait for a lane
/// @param preparing how many tickets are out whose inputs are being prepared
/// @param running how many lanes run a batch, the solo lane included
/// @param soloRunning whether the solo lane is one of them
record Load(int waiting, int preparing, int running, boolean soloRunning) {

    /// How many requests hold a place: those that wait and those in preparation.
    int places() {
        return waiting + preparing;
    }
}
