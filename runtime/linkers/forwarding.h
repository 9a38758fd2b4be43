// Built-in functions that do nothing but call a special method of an argument (len(), str(), hash(),
// isinstance(), ...), resume a generator (next(), send()) or begin with all items of an iterable. A
// call of one that comes from script is linked to it with an index that tells which it is; when the
// special method is written in script the loop pushes its frame, so that no C++ stands between the two.
#ifndef KRAIT_RUNTIME_LINKERS_FORWARDING_H_
#define KRAIT_RUNTIME_LINKERS_FORWARDING_H_

#include <cstdint>

#include "gc/value.h"
#include "runtime/interpreter/frame.h"
#include "runtime/object/special.h"

namespace krait {

class Isolate;
struct List;

// Those that need more than a special method and a frame kind.
enum class Forwarded : uint8_t {
  kNone,  // ForwardedSpecial says all
  kStr,
  kRepr,
  kAscii,
  kFormat,
  kHash,
  kBool,
  kInt,
  kNext,
  kSend,
  kCollect,  // takes all items of an iterable before it does anything else
  kIsInstance,
  kIsSubclass,
  kSetAttr,
  kDelAttr,
  kInLoop,  // NativeMethod::in_loop, whatever it does
};

// The index of a handle of kind CallNative, not 0.
struct ForwardedSpecial {
  Special special;
  FrameKind kind;
  Forwarded forwarded = Forwarded::kNone;

  int32_t Encode() const {
    return static_cast<int32_t>(special) | static_cast<int32_t>(kind) << 8 |
           static_cast<int32_t>(forwarded) << 16;
  }
  static ForwardedSpecial Of(int32_t index) {
    return {static_cast<Special>(index & 0xFF), static_cast<FrameKind>(index >> 8 & 0xFF),
            static_cast<Forwarded>(index >> 16)};
  }
};

// Is it worth asking for its ForwardingIndex?
bool MayForward(Isolate* iso, Value callee);
// What the callee forwards to when it is called with `count` arguments, not counting the receiver (of a
// method call, else Empty); 0: it is none of these functions.
int32_t ForwardingIndex(Isolate* iso, Value callee, Value receiver, uint32_t count);
// Calls it; `args` and `count` include the receiver. May want a script function or a generator.
Value CallForwarded(Isolate* iso, int32_t index, Value callee, Value* args, uint32_t count);
// What it does once its items are collected.
Value CallWithCollected(Isolate* iso, Value callee, Value receiver, List* items);

}  // namespace krait

#endif  // KRAIT_RUNTIME_LINKERS_FORWARDING_H_
