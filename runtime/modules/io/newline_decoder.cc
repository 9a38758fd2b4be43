#include "runtime/modules/io/newline_decoder.h"

#include <string>

#include "gc/marker.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/io/newlines.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

struct NewlineDecoder : NativeInstance {
  Value decoder;  // Empty: not initialised; None: the input is text already
  Value errors;
  bool translate;
  bool held_cr;  // a "\r" that ended the last input waits for what follows
  uint8_t seen;
};

NewlineDecoder* Self(Value* args) { return args[0].As<NewlineDecoder>(); }

void Trace(HeapObject* object, gc::Marker& marker) {
  auto* self = static_cast<NewlineDecoder*>(object);
  marker.Visit(self->decoder);
  marker.Visit(self->errors);
}

constexpr NativeLayout kLayout = {"IncrementalNewlineDecoder", sizeof(NewlineDecoder), Trace};

bool CheckInitialized(Isolate* iso, const NewlineDecoder* self) {
  return self->decoder || RaiseValueError(iso, "IncrementalNewlineDecoder.__init__() not called");
}

Value New(Isolate* iso, Value* args, size_t) {
  return Value::Object(NewInstance<NewlineDecoder>(iso, args[0].As<Type>()));
}

// IncrementalNewlineDecoder(decoder, translate, errors='strict')
Value Init(Isolate* iso, Value* args, size_t) {
  NewlineDecoder* self = Self(args);
  bool translate;
  if (!Truth(iso, args[2], &translate)) return Value();
  self->decoder = args[1];
  self->errors = args[3] ? args[3] : Value::Object(iso->names().strict);
  self->translate = translate;
  self->held_cr = false;
  self->seen = 0;
  iso->Barrier(self);
  return Value::None();
}

// decode(input, final=False)
Value Decode(Isolate* iso, Value* args, size_t) {
  NewlineDecoder* self = Self(args);
  bool final = false;
  if (!CheckInitialized(iso, self) || (args[2] && !Truth(iso, args[2], &final))) return Value();
  Value output = args[1];
  if (!self->decoder.IsNone()) {
    output = CallMethod(iso, self->decoder, "decode", {args[1], Value::Bool(final)});
    if (!output) return output;
  }
  if (!IsStr(output)) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "decoder should return a string result, not '%.200s'", TypeName(iso, output));
  }
  Str* text = output.As<Str>();
  if (self->held_cr && (final || text->length > 0)) {
    text = Str::Concat(iso, Str::FromCodePoint(iso, '\r'), text);
    if (text == nullptr) return Value();
    self->held_cr = false;
  }
  if (!final && text->view().ends_with('\r')) {
    text = Str::Substring(iso, text, 0, text->length - 1);
    if (text == nullptr) return Value();
    self->held_cr = true;
  }
  NoteNewlines(text->view(), &self->seen);
  return Value::Object(self->translate ? TranslateNewlines(iso, text) : text);
}

Value GetState(Isolate* iso, Value* args, size_t) {
  NewlineDecoder* self = Self(args);
  if (!CheckInitialized(iso, self)) return Value();
  Value pending = Value::Object(Bytes::New(iso, ""));
  Value flags = Value::Int(0);
  if (!self->decoder.IsNone()) {
    KRAIT_TRY(Value, state, CallMethod(iso, self->decoder, "getstate", {}));
    Tuple* pair = CastTo<Tuple>(state, ObjectKind::kTuple);
    if (pair == nullptr || pair->size != 2) return RaiseTypeError(iso, "illegal decoder state");
    pending = pair->items[0];
    flags = pair->items[1];
  }
  KRAIT_TRY(Value, number, Index(iso, flags));
  KRAIT_TRY(Value, shifted, IntLshift(iso, number, Value::Int(1)));
  KRAIT_TRY(Value, all, IntOr(iso, shifted, Value::Int(self->held_cr ? 1 : 0)));
  return Value::Object(Tuple::Of(iso, {pending, all}));
}

Value SetState(Isolate* iso, Value* args, size_t) {
  NewlineDecoder* self = Self(args);
  if (!CheckInitialized(iso, self)) return Value();
  Tuple* state = CastTo<Tuple>(args[1], ObjectKind::kTuple);
  if (state == nullptr) return RaiseTypeError(iso, "state argument must be a tuple");
  if (state->size != 2) {
    return RaiseTypeError(iso, "setstate(): illegal state argument");
  }
  KRAIT_TRY(Value, flags, Index(iso, state->items[1]));
  KRAIT_TRY(Value, low, IntAnd(iso, flags, Value::Int(1)));
  self->held_cr = IntSign(low) != 0;
  if (self->decoder.IsNone()) return Value::None();
  KRAIT_TRY(Value, rest, IntRshift(iso, flags, Value::Int(1)));
  KRAIT_TRY(Tuple*, inner, Tuple::Of(iso, {state->items[0], rest}));
  return CallMethod(iso, self->decoder, "setstate", {Value::Object(inner)});
}

Value Reset(Isolate* iso, Value* args, size_t) {
  NewlineDecoder* self = Self(args);
  if (!CheckInitialized(iso, self)) return Value();
  self->seen = 0;
  self->held_cr = false;
  if (self->decoder.IsNone()) return Value::None();
  return CallMethod(iso, self->decoder, "reset", {});
}

Value GetNewlines(Isolate* iso, Value self) {
  NewlineDecoder* decoder = self.As<NewlineDecoder>();
  return CheckInitialized(iso, decoder) ? NewlineKindsValue(iso, decoder->seen) : Value();
}

constexpr NativeMethod kMethods[] = {
    {"__new__", New, "($type, *args, **kwargs)", kConstructor},
    {"__init__", Init, "($self, /, decoder, translate, errors='strict')"},
    {"decode", Decode, "($self, /, input, final=False)"},
    {"getstate", GetState, "($self, /)"},
    {"setstate", SetState, "($self, state, /)"},
    {"reset", Reset, "($self, /)"},
};
constexpr NativeProperty kProperties[] = {{"newlines", GetNewlines}};

}  // namespace

const TypeSpec kNewlineDecoderSpec = {
    .name = "_io.IncrementalNewlineDecoder",
    .module = "_io",
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable,
    .doc = "Codec used when reading a file in universal newlines mode.",
    .layout = &kLayout,
};

}  // namespace krait
