/// Files of ONNX: a graph of operators and its tensors, read as data.
///
/// The bytes are those of protobuf, of which a small reader understands what ONNX uses. No field is
/// trusted: every length is checked against the message around it, nothing is allocated because a
/// field says so, and messages within messages are read to the depth that ONNX has, whatever the
/// file's is.
///
/// Its doors are [OnnxFile], which reads a file, and what it gives: an [OnnxGraph] with its
/// [GraphInput]s and its [Node]s, whose [Attribute]s say how they work.
@NullMarked
package io.sightline.checkpoint.onnx;

import org.jspecify.annotations.NullMarked;
