// The _struct module: functions, the Struct type, its iterator and struct.error.
#include <cstring>
#include <memory>
#include <string>

#include "gc/marker.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/modules/native_fields.h"
#include "runtime/modules/struct/struct_format.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception_types.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/buffer.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

using structs::Format;
using structs::FormatItem;
using structs::RaiseStructError;

const TypeSpec kErrorSpec = {
    .name = "error",
    .module = "struct",
    .kind = ObjectKind::kException,
    .base = ExceptionSpec(ExceptionId::kException),
    .flags = kSubclassable | kHasDict,
};

struct StructObject : NativeInstance {
  Str* text;
  Format* format;  // owned; null before __init__
};

void DestroyStruct(HeapObject* object, Isolate*) {
  delete static_cast<StructObject*>(object)->format;
}

constexpr NativeLayout kStructLayout = {
    "Struct", sizeof(StructObject), TraceFields<StructObject, &StructObject::text>, DestroyStruct};

// What iter_unpack returns.
struct UnpackIterator : NativeInstance {
  Value source;  // the buffer's owner; Empty when used up
  Str* text;
  Format* format;
  int64_t offset;
};

void DestroyIterator(HeapObject* object, Isolate*) {
  delete static_cast<UnpackIterator*>(object)->format;
}

constexpr NativeLayout kIteratorLayout = {
    "unpack_iterator", sizeof(UnpackIterator),
    TraceFields<UnpackIterator, &UnpackIterator::source, &UnpackIterator::text>, DestroyIterator};

// --- formats
// --------------------------------------------------------------------------------------

// The text of a format argument: str or bytes. Null with an exception.
Str* FormatText(Isolate* iso, Value v) {
  if (Str* s = CastTo<Str>(v, ObjectKind::kStr)) {
    if (s->IsAscii()) return s;
    KRAIT_TRY(Value, encoded,
              CallMethod(iso, v, "encode", {Value::Object(Str::Intern(iso, "ascii"))}));
    return nullptr;
  }
  if (IsBytes(v)) return Str::NewLossy(iso, v.As<Bytes>()->view());
  return RaiseF(iso, ExceptionId::kTypeError,
                "Struct() argument 1 must be a str or bytes object, not %.200s", TypeName(iso, v));
}

bool ReadFormat(Isolate* iso, Value v, Format* format) {
  KRAIT_TRY(Str*, text, FormatText(iso, v));
  return structs::ParseFormat(iso, text->view(), format);
}

const Format* FormatOf(Isolate* iso, Value self) {
  const Format* format = self.As<StructObject>()->format;
  if (format == nullptr) {
    return Raise(iso, ExceptionId::kRuntimeError, "Struct object is not initialized");
  }
  return format;
}

// --- packing
// -----------------------------------------------------------------------------------------

bool PackAll(Isolate* iso, const Format& format, const Value* values, char* out) {
  for (const FormatItem& item : format.items) {
    char* p = out + item.offset;
    for (int64_t i = 0; i < item.count; i++, p += item.size) {
      if (!structs::PackItem(iso, format, item, *values++, p)) return false;
    }
  }
  return true;
}

bool CheckCount(Isolate* iso, const Format& format, size_t given, const char* function) {
  if (format.count == static_cast<int64_t>(given)) return true;
  RaiseStructError(iso, std::string(function) + " expected " + std::to_string(format.count) +
                            " items for packing (got " + std::to_string(given) + ")");
  return false;
}

Value PackBytes(Isolate* iso, const Format& format, const Value* values, size_t count) {
  if (!CheckCount(iso, format, count, "pack")) return Failure{};
  char* out;
  KRAIT_TRY(Bytes*, result, Bytes::NewUninitialized(iso, format.size, &out));
  std::memset(out, 0, format.size);
  if (!PackAll(iso, format, values, out)) return Failure{};
  return Value::Object(result);
}

// An offset argument, counted from the end when negative. `verb` and `requirement` are the words in
// which the two functions differ.
bool ResolveOffset(Isolate* iso, Value v, const Format& format, int64_t buffer_size, bool packing,
                   int64_t* offset) {
  if (!IndexToInt64(iso, v, offset)) return false;
  const int64_t given = *offset;
  const std::string record = std::to_string(format.size);
  if (given < 0) {
    if (given + format.size > 0) {
      RaiseStructError(iso, (packing ? "no space to pack " : "not enough data to unpack ") +
                                record + " bytes at offset " + std::to_string(given));
      return false;
    }
    if (given + buffer_size < 0) {
      RaiseStructError(iso, "offset " + std::to_string(given) + " out of range for " +
                                std::to_string(buffer_size) + "-byte buffer");
      return false;
    }
    *offset += buffer_size;
  }
  if (buffer_size - *offset >= format.size) return true;
  const auto needed = static_cast<uint64_t>(format.size) + static_cast<uint64_t>(*offset);
  RaiseStructError(iso, std::string(packing ? "pack_into" : "unpack_from") +
                            " requires a buffer of at least " + std::to_string(needed) +
                            " bytes for " + (packing ? "packing " : "unpacking ") + record +
                            " bytes at offset " + std::to_string(*offset) +
                            " (actual buffer size is " + std::to_string(buffer_size) + ")");
  return false;
}

// `args` are the buffer, the offset, and the values.
Value PackInto(Isolate* iso, const Format& format, Value* args, size_t count) {
  if (count < 1) return RaiseStructError(iso, "pack_into expected buffer argument");
  if (count < 2) return RaiseStructError(iso, "pack_into expected offset argument");
  if (!CheckCount(iso, format, count - 2, "pack_into")) return Failure{};
  BufferView view;
  if (!HasBuffer(args[0]) || !GetBuffer(iso, args[0], &view, true)) {
    if (iso->HasPending()) TakePending(iso);
    return RaiseF(iso, ExceptionId::kTypeError,
                  "argument must be read-write bytes-like object, not %.50s",
                  TypeName(iso, args[0]));
  }
  int64_t offset;
  bool done = ResolveOffset(iso, args[1], format, view.size, true, &offset);
  if (done) {
    std::memset(view.data + offset, 0, format.size);
    done = PackAll(iso, format, args + 2, view.data + offset);
  }
  ReleaseBuffer(iso, &view);
  if (!done) return Failure{};
  return Value::None();
}

// --- unpacking
// ----------------------------------------------------------------------------------------

Value UnpackAll(Isolate* iso, const Format& format, const char* in) {
  KRAIT_TRY(Tuple*, result, Tuple::New(iso, format.count));
  int64_t at = 0;
  for (const FormatItem& item : format.items) {
    const char* p = in + item.offset;
    for (int64_t i = 0; i < item.count; i++, p += item.size) {
      KRAIT_TRY(Value, v, structs::UnpackItem(iso, format, item, p));
      result->items[at++] = v;
      iso->Barrier(result, v);
    }
  }
  return Value::Object(result);
}

Value Unpack(Isolate* iso, const Format& format, Value source) {
  const ScopedBuffer buffer(iso, source);
  if (!buffer.ok()) return Failure{};
  if (static_cast<int64_t>(buffer.size()) != format.size) {
    return RaiseStructError(
        iso, "unpack requires a buffer of " + std::to_string(format.size) + " bytes");
  }
  return UnpackAll(iso, format, buffer.data());
}

Value UnpackFrom(Isolate* iso, const Format& format, Value source, Value offset_value) {
  const ScopedBuffer buffer(iso, source);
  if (!buffer.ok()) return Failure{};
  int64_t offset;
  if (!offset_value) offset_value = Value::Int(0);
  if (!ResolveOffset(iso, offset_value, format, static_cast<int64_t>(buffer.size()), false,
                     &offset)) {
    return Failure{};
  }
  return UnpackAll(iso, format, buffer.data() + offset);
}

extern const TypeSpec kIteratorSpec;

// Takes the format.
Value MakeIterator(Isolate* iso, std::unique_ptr<Format> format, Value source) {
  if (format->size == 0) {
    return RaiseStructError(iso, "cannot iteratively unpack with a struct of length 0");
  }
  {
    const ScopedBuffer buffer(iso, source);
    if (!buffer.ok()) return Failure{};
    if (static_cast<int64_t>(buffer.size()) % format->size != 0) {
      return RaiseStructError(iso, "iterative unpacking requires a buffer of a multiple of " +
                                       std::to_string(format->size) + " bytes");
    }
  }
  KRAIT_TRY(Type*, type, iso->native_type(&kIteratorSpec));
  KRAIT_TRY(UnpackIterator*, iterator, NewInstance<UnpackIterator>(iso, type));
  iterator->source = source;
  iterator->format = format.release();
  return Value::Object(iterator);
}

Value IteratorSelf(Isolate*, Value* args, size_t) { return args[0]; }

Value IteratorNext(Isolate* iso, Value* args, size_t) {
  auto* self = args[0].As<UnpackIterator>();
  if (!self->source) return RaiseWith(iso, ExceptionId::kStopIteration, Value::Empty());
  const ScopedBuffer buffer(iso, self->source);
  if (!buffer.ok()) return Failure{};
  if (self->offset + self->format->size > static_cast<int64_t>(buffer.size())) {
    self->source = Value::Empty();
    return RaiseWith(iso, ExceptionId::kStopIteration, Value::Empty());
  }
  const char* in = buffer.data() + self->offset;
  self->offset += self->format->size;
  return UnpackAll(iso, *self->format, in);
}

Value IteratorLengthHint(Isolate* iso, Value* args, size_t) {
  auto* self = args[0].As<UnpackIterator>();
  if (!self->source) return Value::Int(0);
  const ScopedBuffer buffer(iso, self->source);
  if (!buffer.ok()) return Failure{};
  const int64_t left = static_cast<int64_t>(buffer.size()) - self->offset;
  return IntFromInt64(iso, left / self->format->size);
}

constexpr NativeMethod kIteratorMethods[] = {
    {"__iter__", IteratorSelf, "($self, /)"},
    {"__next__", IteratorNext, "($self, /)"},
    {"__length_hint__", IteratorLengthHint, "($self, /)"},
};

const TypeSpec kIteratorSpec = {
    .name = "unpack_iterator",
    .module = "_struct",
    .methods = kIteratorMethods,
    .flags = kNotCallable | kImmutable,
    .layout = &kIteratorLayout,
};

// --- Struct
// --------------------------------------------------------------------------------------------

Value StructNew(Isolate* iso, Value* args, size_t) {
  return Value::Object(NewInstance<StructObject>(iso, args[0].As<Type>()));
}

Value StructInit(Isolate* iso, Value* args, size_t) {
  auto* self = args[0].As<StructObject>();
  KRAIT_TRY(Str*, text, FormatText(iso, args[1]));
  auto format = std::make_unique<Format>();
  if (!structs::ParseFormat(iso, text->view(), format.get())) return Failure{};
  delete self->format;
  self->format = format.release();
  self->text = text;
  iso->Barrier(self);
  return Value::None();
}

Value StructPack(Isolate* iso, Value* args, size_t count) {
  KRAIT_TRY(const Format*, format, FormatOf(iso, args[0]));
  return PackBytes(iso, *format, args + 1, count - 1);
}
Value StructPackInto(Isolate* iso, Value* args, size_t count) {
  KRAIT_TRY(const Format*, format, FormatOf(iso, args[0]));
  return PackInto(iso, *format, args + 1, count - 1);
}
Value StructUnpack(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(const Format*, format, FormatOf(iso, args[0]));
  return Unpack(iso, *format, args[1]);
}
Value StructUnpackFrom(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(const Format*, format, FormatOf(iso, args[0]));
  return UnpackFrom(iso, *format, args[1], args[2]);
}
Value StructIterUnpack(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(const Format*, format, FormatOf(iso, args[0]));
  return MakeIterator(iso, std::make_unique<Format>(*format), args[1]);
}
Value StructSizeof(Isolate* iso, Value* args, size_t) {
  const Format* format = args[0].As<StructObject>()->format;
  const size_t items = format == nullptr ? 0 : format->items.size();
  return IntFromUint64(iso, sizeof(StructObject) + sizeof(Format) + items * sizeof(FormatItem));
}

Value GetFormat(Isolate* iso, Value self) {
  if (FormatOf(iso, self) == nullptr) return Failure{};
  return Value::Object(self.As<StructObject>()->text);
}
Value GetSize(Isolate* iso, Value self) {
  KRAIT_TRY(const Format*, format, FormatOf(iso, self));
  return IntFromInt64(iso, format->size);
}

constexpr NativeMethod kStructMethods[] = {
    {"__new__", StructNew, "($type, *args, **kwargs)", kConstructor},
    {"__init__", StructInit, "($self, format)"},
    {"pack", StructPack, nullptr, kVariadic},
    {"pack_into", StructPackInto, nullptr, kVariadic},
    {"unpack", StructUnpack, "($self, buffer, /)"},
    {"unpack_from", StructUnpackFrom, "($self, /, buffer, offset=0)"},
    {"iter_unpack", StructIterUnpack, "($self, buffer, /)"},
    {"__sizeof__", StructSizeof, "($self, /)"},
};

constexpr NativeProperty kStructProperties[] = {
    {"format", GetFormat, nullptr, "The format string."},
    {"size", GetSize, nullptr, "Bytes of a record."},
};

constexpr TypeSpec kStructSpec = {
    .name = "Struct",
    .module = "_struct",
    .methods = kStructMethods,
    .properties = kStructProperties,
    .flags = kSubclassable | kImmutable,
    .doc = "Struct(format)\n\nA compiled format.",
    .layout = &kStructLayout,
};

// --- functions
// --------------------------------------------------------------------------------------------

Value PackFunction(Isolate* iso, Value* args, size_t count) {
  if (count == 0) return RaiseTypeError(iso, "missing format argument");
  Format format;
  if (!ReadFormat(iso, args[0], &format)) return Failure{};
  return PackBytes(iso, format, args + 1, count - 1);
}
Value PackIntoFunction(Isolate* iso, Value* args, size_t count) {
  if (count == 0) return RaiseTypeError(iso, "missing format argument");
  Format format;
  if (!ReadFormat(iso, args[0], &format)) return Failure{};
  return PackInto(iso, format, args + 1, count - 1);
}
Value UnpackFunction(Isolate* iso, Value* args, size_t) {
  Format format;
  if (!ReadFormat(iso, args[0], &format)) return Failure{};
  return Unpack(iso, format, args[1]);
}
Value UnpackFromFunction(Isolate* iso, Value* args, size_t) {
  Format format;
  if (!ReadFormat(iso, args[0], &format)) return Failure{};
  return UnpackFrom(iso, format, args[1], args[2]);
}
Value IterUnpackFunction(Isolate* iso, Value* args, size_t) {
  auto format = std::make_unique<Format>();
  if (!ReadFormat(iso, args[0], format.get())) return Failure{};
  return MakeIterator(iso, std::move(format), args[1]);
}
Value CalcsizeFunction(Isolate* iso, Value* args, size_t) {
  Format format;
  if (!ReadFormat(iso, args[0], &format)) return Failure{};
  return IntFromInt64(iso, format.size);
}
// Formats are not cached.
Value ClearCacheFunction(Isolate*, Value*, size_t) { return Value::None(); }

constexpr NativeMethod kFunctions[] = {
    {"_clearcache", ClearCacheFunction, "($module, /)"},
    {"calcsize", CalcsizeFunction, "($module, format, /)"},
    {"iter_unpack", IterUnpackFunction, "($module, format, buffer, /)"},
    {"pack", PackFunction, nullptr, kVariadic},
    {"pack_into", PackIntoFunction, nullptr, kVariadic},
    {"unpack", UnpackFunction, "($module, format, buffer, /)"},
    {"unpack_from", UnpackFromFunction, "($module, format, /, buffer, offset=0)"},
};

bool Init(Isolate* iso, Module* module) {
  return AddModuleType(iso, module, &kStructSpec) != nullptr &&
         AddModuleType(iso, module, &kErrorSpec) != nullptr;
}

}  // namespace

Value structs::RaiseStructError(Isolate* iso, std::string_view message) {
  KRAIT_TRY(Type*, type, iso->native_type(&kErrorSpec));
  KRAIT_TRY(Str*, text, Str::New(iso, message));
  KRAIT_TRY(Value, error, Call(iso, Value::Object(type), {Value::Object(text)}));
  return RaiseValue(iso, error);
}

const ModuleSpec kStructModule = {
    .name = "_struct",
    .doc = "Conversion between values and C structs as bytes.",
    .functions = kFunctions,
    .init = Init,
};

}  // namespace krait
