// What built-ins may ask about the script frame that called them. Frames of built-ins that are script
// themselves (self_hosted.h) are passed over.
#ifndef KRAIT_RUNTIME_INTERPRETER_CURRENT_FRAME_H_
#define KRAIT_RUNTIME_INTERPRETER_CURRENT_FRAME_H_

#include "gc/value.h"

namespace krait {

class Isolate;
struct Dict;
struct Frame;

// The innermost script frame; null when no script runs.
Frame* CurrentFrame(Isolate* iso);
// The frame that called this one; null at the outermost.
Frame* CallerOf(const Frame* frame);
// `depth` frames further out; null when there are not so many.
Frame* CallerFrame(Isolate* iso, int depth);
// globals() of the innermost script frame; null when no script runs.
Dict* CurrentGlobals(Isolate* iso);
// For zero-argument super(): the class in the frame's __class__ cell and its first argument. False
// with RuntimeError pending, worded as CPython's ("super(): no arguments", ...).
bool SuperArguments(Isolate* iso, Value* type, Value* self);

}  // namespace krait

#endif  // KRAIT_RUNTIME_INTERPRETER_CURRENT_FRAME_H_
