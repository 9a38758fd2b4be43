// io.BufferedRWPair: a reader and a writer over two raw streams, as of a pair of pipes.
#include "gc/marker.h"
#include "runtime/isolate.h"
#include "runtime/modules/io/buffered.h"
#include "runtime/modules/io/stream.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

struct RWPair : NativeInstance {
  Value reader;
  Value writer;
};

RWPair* Self(Value* args) { return args[0].As<RWPair>(); }

void Trace(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<RWPair*>(object)->reader);
  marker.Visit(static_cast<RWPair*>(object)->writer);
}

constexpr NativeLayout kLayout = {"BufferedRWPair", sizeof(RWPair), Trace};

Value New(Isolate* iso, Value* args, size_t) {
  return Value::Object(NewInstance<RWPair>(iso, args[0].As<Type>()));
}

// BufferedRWPair(reader, writer, buffer_size)
Value Init(Isolate* iso, Value* args, size_t) {
  RWPair* self = Self(args);
  int64_t size = kDefaultBufferSize;
  if (args[3] && !IndexToInt64(iso, args[3], &size)) return Value();
  if (!CheckStreamCan(iso, args[1], "readable", "File or stream is not readable.") ||
      !CheckStreamCan(iso, args[2], "writable", "File or stream is not writable.")) {
    return Value();
  }
  KRAIT_TRY(Value, reader, NewBuffered(iso, &kBufferedReaderSpec, args[1], size));
  KRAIT_TRY(Value, writer, NewBuffered(iso, &kBufferedWriterSpec, args[2], size));
  self->reader = reader;
  self->writer = writer;
  iso->Barrier(self);
  return Value::None();
}

bool CheckInitialized(Isolate* iso, const RWPair* self) {
  return self->writer || RaiseValueError(iso, "I/O operation on uninitialized object");
}

#define KRAIT_FORWARD(Function, half, method)                    \
  Value Function(Isolate* iso, Value* args, size_t) {            \
    if (!CheckInitialized(iso, Self(args))) return Value();      \
    return CallMethod(iso, Self(args)->half, method, {});        \
  }
#define KRAIT_FORWARD_ARGUMENT(Function, half, method)           \
  Value Function(Isolate* iso, Value* args, size_t) {            \
    if (!CheckInitialized(iso, Self(args))) return Value();      \
    if (!args[1]) return CallMethod(iso, Self(args)->half, method, {}); \
    return CallMethod(iso, Self(args)->half, method, {args[1]}); \
  }
KRAIT_FORWARD_ARGUMENT(Read, reader, "read")
KRAIT_FORWARD_ARGUMENT(Peek, reader, "peek")
KRAIT_FORWARD_ARGUMENT(Read1, reader, "read1")
KRAIT_FORWARD_ARGUMENT(ReadInto, reader, "readinto")
KRAIT_FORWARD_ARGUMENT(ReadInto1, reader, "readinto1")
KRAIT_FORWARD_ARGUMENT(Write, writer, "write")
KRAIT_FORWARD(Flush, writer, "flush")
KRAIT_FORWARD(Readable, reader, "readable")
KRAIT_FORWARD(Writable, writer, "writable")
#undef KRAIT_FORWARD
#undef KRAIT_FORWARD_ARGUMENT

Value Close(Isolate* iso, Value* args, size_t) {
  if (!CheckInitialized(iso, Self(args))) return Value();
  const Value closed = CallMethod(iso, Self(args)->writer, iso->names().close, {});
  const Value error = closed ? Value() : TakePending(iso);
  const Value result = CallMethod(iso, Self(args)->reader, iso->names().close, {});
  if (error) return ChainPending(iso, error);
  return result;
}

Value IsATerminal(Isolate* iso, Value* args, size_t) {
  if (!CheckInitialized(iso, Self(args))) return Value();
  KRAIT_TRY(Value, writer, CallMethod(iso, Self(args)->writer, "isatty", {}));
  return writer.IsFalse() ? CallMethod(iso, Self(args)->reader, "isatty", {}) : writer;
}

Value GetClosed(Isolate* iso, Value self) {
  if (!CheckInitialized(iso, self.As<RWPair>())) return Value();
  return GetAttr(iso, self.As<RWPair>()->writer, "closed");
}

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($type, *args, **kwargs)", kConstructor},
    {"__init__", Init, "($self, reader, writer, buffer_size=8192, /)"},
    {"read", Read, "($self, size=-1, /)"},
    {"peek", Peek, "($self, size=0, /)"},
    {"read1", Read1, "($self, size=-1, /)"},
    {"readinto", ReadInto, "($self, buffer, /)"},
    {"readinto1", ReadInto1, "($self, buffer, /)"},
    {"write", Write, "($self, buffer, /)"},
    {"flush", Flush, "($self, /)"},
    {"readable", Readable, "($self, /)"},
    {"writable", Writable, "($self, /)"},
    {"close", Close, "($self, /)"},
    {"isatty", IsATerminal, "($self, /)"},
};
constexpr NativeProperty kProperties[] = {{"closed", GetClosed}};

}  // namespace

const TypeSpec kBufferedRWPairSpec = {
    .name = "_io.BufferedRWPair",
    .module = "_io",
    .base = &kBufferedIoBaseSpec,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kHasDict,
    .doc = "A buffered reader and writer object together.",
    .layout = &kLayout,
};

}  // namespace krait
