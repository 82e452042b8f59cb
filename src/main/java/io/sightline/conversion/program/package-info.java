/// The comparison of a TorchScript program with the ResNet that its parameters suggest.
///
/// It has no doors: conversion alone uses it.
@NullMarked
package io.sightline.conversion.program;

import org.jspecify.annotations.NullMarked;
