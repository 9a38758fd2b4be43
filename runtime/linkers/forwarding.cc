#include "runtime/linkers/forwarding.h"

#include <string_view>

#include "runtime/collection/list.h"
#include "runtime/interpreter/generator.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/conversion.h"
#include "runtime/number/int_conversion.h"
#include "runtime/object/call_native.h"
#include "runtime/object/checks.h"
#include "runtime/object/function.h"
#include "runtime/object/native_signature.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

struct Forwarding {
  std::string_view name;
  uint32_t least, most;  // arguments
  ForwardedSpecial to;
};

constexpr Forwarding kFunctions[] = {
    {"len", 1, 1, {Special::kLen, FrameKind::kLen}},
    {"iter", 1, 1, {Special::kIter, FrameKind::kIterator}},
    {"next", 1, 2, {Special::kNext, FrameKind::kScript, Forwarded::kNext}},
    {"abs", 1, 1, {Special::kAbs, FrameKind::kScript}},
    {"round", 1, 1, {Special::kRound, FrameKind::kScript}},
    {"reversed", 1, 1, {Special::kReversed, FrameKind::kScript}},
    {"repr", 1, 1, {Special::kRepr, FrameKind::kConvert, Forwarded::kRepr}},
    {"ascii", 1, 1, {Special::kRepr, FrameKind::kConvert, Forwarded::kAscii}},
    {"format", 1, 2, {Special::kFormat, FrameKind::kConvert, Forwarded::kFormat}},
    {"hash", 1, 1, {Special::kHash, FrameKind::kConvert, Forwarded::kHash}},
    {"isinstance", 2, 2, {Special::kInstancecheck, FrameKind::kContains, Forwarded::kIsInstance}},
    {"issubclass", 2, 2, {Special::kSubclasscheck, FrameKind::kContains, Forwarded::kIsSubclass}},
    {"getattr", 2, 2, {Special::kGetattribute, FrameKind::kAttribute, Forwarded::kInLoop}},
    {"setattr", 3, 3, {Special::kSetattr, FrameKind::kDiscard, Forwarded::kSetAttr}},
    {"delattr", 2, 2, {Special::kDelattr, FrameKind::kDiscard, Forwarded::kDelAttr}},
};

constexpr Forwarding kClasses[] = {
    {"list", 1, 1, {Special::kIter, FrameKind::kCollect, Forwarded::kCollect}},
    {"tuple", 1, 1, {Special::kIter, FrameKind::kCollect, Forwarded::kCollect}},
    {"str", 1, 1, {Special::kStr, FrameKind::kConvert, Forwarded::kStr}},
    {"bool", 1, 1, {Special::kBool, FrameKind::kBool, Forwarded::kBool}},
    {"int", 1, 1, {Special::kInt, FrameKind::kConvert, Forwarded::kInt}},
};

constexpr Forwarding kGeneratorMethods[] = {
    {"send", 1, 1, {Special::kNext, FrameKind::kResume, Forwarded::kSend}},
    {"__next__", 0, 0, {Special::kNext, FrameKind::kResume, Forwarded::kNext}},
};

constexpr Forwarding kStrMethods[] = {
    {"join", 1, 1, {Special::kIter, FrameKind::kCollect, Forwarded::kCollect}},
};

template <size_t n>
int32_t IndexIn(const Forwarding (&table)[n], std::string_view name, uint32_t count) {
  for (const Forwarding& forwarding : table) {
    if (forwarding.name == name && count >= forwarding.least && count <= forwarding.most) {
      return forwarding.to.Encode();
    }
  }
  return 0;
}

Failure Convert(Isolate* iso, Value method, Value v, Conversion conversion) {
  return EnterScript(iso, method, {v}, FrameKind::kConvert, Value(), Value(),
                     static_cast<uint8_t>(conversion));
}

// A special method of `v` written in script, or Empty.
Value ScriptMethod(Isolate* iso, Value v, Special special) {
  if (!IsScriptInstance(v)) return Value();
  const Value method = LookupSpecial(iso, v, special);
  return IsScript(method) ? method : Value();
}

// The result of a str()-like conversion, `conversion` as in FormatValue.
Value ConvertToText(Isolate* iso, Value v, uint32_t conversion) {
  if (IsScriptInstance(v)) {
    const ConversionMethod script = TextMethod(iso, v, conversion, true);
    if (script.method) return Convert(iso, script.method, v, script.conversion);
  }
  return Value::Object(conversion == 1   ? ToStr(iso, v)
                       : conversion == 2 ? Repr(iso, v)
                                         : Ascii(iso, v));
}

Value ConvertToInt(Isolate* iso, Value v) {
  if (IsScriptInstance(v)) {
    Value method = LookupSpecial(iso, v, Special::kInt);
    if (IsScript(method)) return Convert(iso, method, v, Conversion::kInt);
    if (!method) {
      method = LookupSpecial(iso, v, Special::kIndex);
      if (IsScript(method)) return Convert(iso, method, v, Conversion::kIndex);
    }
  }
  return ToInt(iso, v);
}

// isinstance() and issubclass(): the hook of a class whose metaclass is written in script.
Value CheckClass(Isolate* iso, Special hook, Value v, Value cls) {
  const bool same = hook == Special::kInstancecheck && Value::Object(TypeOf(iso, v)) == cls;
  const Value method = same ? Value() : ScriptMethod(iso, cls, hook);
  if (method) return EnterScript(iso, method, {cls, v}, FrameKind::kContains);
  bool result;
  const bool known = hook == Special::kInstancecheck ? IsInstance(iso, v, cls, &result)
                                                     : IsSubclass(iso, v, cls, &result);
  return known ? Value::Bool(result) : Value();
}

// next() and send(): a generator is resumed in the running loop.
bool EnterNext(Isolate* iso, Value iterator, Value sent, Value otherwise) {
  if (IsExact(iterator, ObjectKind::kGenerator) || HasKind(iterator, ObjectKind::kCoroutine)) {
    auto* generator = iterator.As<Generator>();
    if (!CanResume(generator, sent)) return false;
    EnterGenerator(iso, generator, sent, {FrameKind::kResume, otherwise});
    return true;
  }
  const FrameUse use = {otherwise ? FrameKind::kNextOr : FrameKind::kScript, otherwise};
  if (EnterNextItem(iso, iterator, use)) return true;
  const Value method = ScriptMethod(iso, iterator, Special::kNext);
  if (!method) return false;
  EnterScript(iso, method, {iterator}, use);
  return true;
}

// Is `iterable` collected in the running loop? Then this has begun, or failed. Not if its length is asked for, which might be script, too.
bool EnterItems(Isolate* iso, Value iterable) {
  Value method;
  if (IsExact(iterable, ObjectKind::kGenerator)) {
    auto* generator = iterable.As<Generator>();
    if (!CanResume(generator, Value::None())) return false;
  } else {
    method = ScriptMethod(iso, iterable, Special::kIter);
    if (!method || LookupSpecial(iso, iterable, Special::kLen) ||
        LookupSpecial(iso, iterable, Special::kLengthHint)) {
      return false;
    }
  }
  if (List* list = List::New(iso)) EnterCollection(iso, iterable, method, Value::Object(list));
  return true;
}

Value CallPlainly(Isolate* iso, Value callee, Value* args, uint32_t count) {
  if (!HasKind(callee, ObjectKind::kNativeFunction) &&
      !HasKind(callee, ObjectKind::kMethodDescriptor)) {
    return Call(iso, callee, {args, count});
  }
  auto* native = callee.As<NativeFunction>();
  const NativeSignature* signature = SignatureOf(iso, native);
  if (signature->simple && signature->slots == count) return native->method->fn(iso, args, count);
  return CallNative(iso, native, args, count, nullptr);
}

// A native function with a variant for the loop that takes these arguments as they stand?
bool TakesInLoop(Isolate* iso, Value callee, Value receiver, uint32_t count) {
  const bool method = receiver && HasKind(callee, ObjectKind::kMethodDescriptor);
  if (!method && (receiver || !HasKind(callee, ObjectKind::kNativeFunction))) return false;
  auto* native = callee.As<NativeFunction>();
  if (native->method->in_loop == nullptr || native->self) return false;
  if (method && !IsInstanceOf(iso, receiver, native->owner)) return false;
  const NativeSignature* signature = SignatureOf(iso, native);
  return signature->simple && signature->slots == count + (method ? 1 : 0);
}

}  // namespace

bool MayForward(Isolate* iso, Value callee) {
  if (!callee.IsHeap()) return false;
  switch (static_cast<ObjectKind>(callee.AsHeap()->kind)) {
    case ObjectKind::kNativeFunction:
    case ObjectKind::kMethodDescriptor:
    case ObjectKind::kWrapperDescriptor:
      return (callee.As<NativeFunction>()->method->flags & kForwards) != 0;
    case ObjectKind::kType:
      return callee.As<Type>()->spec != nullptr;
    default:
      return false;
  }
}

int32_t ForwardingIndex(Isolate* iso, Value callee, Value receiver, uint32_t count) {
  if (TakesInLoop(iso, callee, receiver, count)) {
    return ForwardedSpecial{Special::kCall, FrameKind::kScript, Forwarded::kInLoop}.Encode();
  }
  if (receiver) {
    if (!HasKind(callee, ObjectKind::kMethodDescriptor) &&
        !HasKind(callee, ObjectKind::kWrapperDescriptor)) {
      return 0;
    }
    const auto* method = callee.As<NativeFunction>();
    if (method->owner == iso->type(ObjectKind::kStr) && HasKind(receiver, ObjectKind::kStr)) {
      return IndexIn(kStrMethods, method->method->name, count);
    }
    if ((method->owner != iso->type(ObjectKind::kGenerator) &&
         method->owner != iso->type(ObjectKind::kCoroutine)) ||
        !IsInstanceOf(iso, receiver, method->owner)) {
      return 0;
    }
    return IndexIn(kGeneratorMethods, method->method->name, count);
  }
  if (HasKind(callee, ObjectKind::kType)) {
    const Type* type = callee.As<Type>();
    if (type->spec == nullptr) return 0;
    const int32_t index = IndexIn(kClasses, type->name->view(), count);
    if (index == 0) return 0;
    for (ObjectKind kind : {ObjectKind::kStr, ObjectKind::kBool, ObjectKind::kInt,
                            ObjectKind::kList, ObjectKind::kTuple}) {
      if (type == iso->type(kind)) return index;
    }
    return 0;
  }
  if (!HasKind(callee, ObjectKind::kNativeFunction)) return 0;
  const auto* native = callee.As<NativeFunction>();
  if (!HasKind(native->module, ObjectKind::kStr) ||
      native->module.As<Str>()->view() != "builtins" || native->self) {
    return 0;
  }
  return IndexIn(kFunctions, native->method->name, count);
}

Value CallWithCollected(Isolate* iso, Value callee, Value receiver, List* items) {
  const Value list = Value::Object(items);
  if (callee == Value::Object(iso->type(ObjectKind::kList))) return list;
  Value args[] = {receiver, list};
  return receiver ? CallPlainly(iso, callee, args, 2) : CallPlainly(iso, callee, args + 1, 1);
}

Value CallForwarded(Isolate* iso, int32_t index, Value callee, Value* args, uint32_t count) {
  const ForwardedSpecial to = ForwardedSpecial::Of(index);
  switch (to.forwarded) {
    case Forwarded::kNone: {
      const Value method = ScriptMethod(iso, args[0], to.special);
      if (method) return EnterScript(iso, method, {args[0]}, to.kind);
      break;
    }
    case Forwarded::kStr:
      return ConvertToText(iso, args[0], 1);
    case Forwarded::kRepr:
      return ConvertToText(iso, args[0], 2);
    case Forwarded::kAscii:
      return ConvertToText(iso, args[0], 3);
    case Forwarded::kFormat: {
      if (!IsScriptInstance(args[0]) || (count == 2 && !HasKind(args[1], ObjectKind::kStr))) break;
      const bool plain = count == 1 || args[1].As<Str>()->byte_length == 0;
      const ConversionMethod script = TextMethod(iso, args[0], 0, plain);
      if (!script.method) break;
      if (script.conversion != Conversion::kFormat) {
        return Convert(iso, script.method, args[0], script.conversion);
      }
      const Value spec = plain ? Value::Object(iso->names().empty) : args[1];
      return EnterScript(iso, script.method, {args[0], spec}, FrameKind::kConvert, Value(), Value(),
                         static_cast<uint8_t>(script.conversion));
    }
    case Forwarded::kHash: {
      const Value method = ScriptMethod(iso, args[0], Special::kHash);
      if (method) return Convert(iso, method, args[0], Conversion::kHash);
      break;
    }
    case Forwarded::kBool: {
      const int truth = TruthOf(iso, args[0]);
      return truth < 0 ? Value() : Value::Bool(truth != 0);
    }
    case Forwarded::kInt:
      return ConvertToInt(iso, args[0]);
    case Forwarded::kNext:
      if (EnterNext(iso, args[0], Value::None(), count == 2 ? args[1] : Value())) return Value();
      break;
    case Forwarded::kSend:
      if (EnterNext(iso, args[0], args[1], Value())) return Value();
      break;
    case Forwarded::kCollect:
      if (EnterItems(iso, args[count - 1])) return Value();
      break;
    case Forwarded::kIsInstance:
    case Forwarded::kIsSubclass:
      return CheckClass(iso, to.special, args[0], args[1]);
    case Forwarded::kInLoop: {
      auto* native = callee.As<NativeFunction>();
      if (SignatureOf(iso, native)->slots != count) {
        return CallNativeAs(iso, native, native->method->in_loop, args, count, nullptr);
      }
      return native->method->in_loop(iso, args, count);
    }
    case Forwarded::kSetAttr:
    case Forwarded::kDelAttr:
      if (!IsExact(args[1], ObjectKind::kStr)) break;
      return WriteAttribute(iso, args[0], Str::Intern(iso, args[1].As<Str>()),
                            to.forwarded == Forwarded::kSetAttr ? args[2] : Value())
                 ? Value::None()
                 : Value();
  }
  return CallPlainly(iso, callee, args, count);
}

}  // namespace krait
