// Calls: any callable, special methods, methods by name.
#include <string>

#include "gc/roots.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/isolate.h"
#include "runtime/object/call_native.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/special_call.h"
#include "runtime/object/type.h"
#include "runtime/object/type_call.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

constexpr size_t kInlineArguments = 16;

// A private copy of arguments, with something in front of them. Natives may write to their
// arguments, and those that callers pass may be constant, or stand in a tuple.
class ArgumentCopy {
 public:
  ArgumentCopy(Isolate* iso, Value first, const Value* args, size_t count) : spill_(iso->heap()) {
    const size_t extra = first ? 1 : 0;
    size_ = count + extra;
    data_ = inline_;
    if (size_ > kInlineArguments) {
      spill_.resize(size_);
      data_ = spill_.data();
    }
    if (first) data_[0] = first;
    for (size_t i = 0; i < count; ++i) data_[i + extra] = args[i];
  }
  Value* data() { return data_; }
  size_t size() const { return size_; }

 private:
  Value inline_[kInlineArguments];
  gc::RootVector spill_;
  Value* data_;
  size_t size_;
};

Value CallWithFirst(Isolate* iso, Value callable, Value first, const Value* args, size_t count,
                    Tuple* names);

// Empty and *known false: not a callable of the interpreter's own.
Value CallKnown(Isolate* iso, Value callable, const Value* args, size_t count, Tuple* names,
                bool* known) {
  *known = true;
  if (callable.IsHeap()) {
    switch (static_cast<ObjectKind>(callable.AsHeap()->kind)) {
      case ObjectKind::kFunction:
        return iso->interpreter().Call(callable.As<Function>(), args, count, names);
      case ObjectKind::kNativeFunction:
      case ObjectKind::kMethodDescriptor:
      case ObjectKind::kWrapperDescriptor:
      case ObjectKind::kClassMethodDescriptor:
      case ObjectKind::kMethodWrapper: {
        if (!iso->CheckStack(" while calling a Python object")) return Value::Empty();
        auto* native = callable.As<NativeFunction>();
        if (native->self) return CallNative(iso, native, args, count, names);
        ArgumentCopy copy(iso, Value::Empty(), args, count);
        return CallNative(iso, native, copy.data(), copy.size(), names);
      }
      case ObjectKind::kBoundMethod: {
        auto* method = callable.As<BoundMethod>();
        return CallWithFirst(iso, method->function, method->self, args, count, names);
      }
      case ObjectKind::kType:
        if (IsExact(callable, ObjectKind::kType) || !OverridesTypeCall(iso, callable.AsHeap())) {
          return TypeCall(iso, callable.As<Type>(), args, count, names);
        }
        break;
      default:
        break;
    }
  }
  *known = false;
  return Value::Empty();
}

Value CallDispatch(Isolate* iso, Value callable, const Value* args, size_t count, Tuple* names) {
  // What the class of an object names as __call__ may be an object again, for ever.
  for (int links = 0; links <= iso->recursion_limit(); ++links) {
    bool known;
    const Value result = CallKnown(iso, callable, args, count, names, &known);
    if (known) return result;
    const Value special = LookupSpecial(iso, callable, Special::kCall);
    if (!special) {
      return RaiseF(iso, ExceptionId::kTypeError, "'%.200s' object is not callable",
                    TypeName(iso, callable));
    }
    if (!iso->CheckStack(" while calling a Python object")) return Value::Empty();
    if (HasKind(special, ObjectKind::kFunction)) {
      return CallWithFirst(iso, special, callable, args, count, names);
    }
    if (HasKind(special, ObjectKind::kWrapperDescriptor)) {
      ArgumentCopy copy(iso, callable, args, count);
      return CallFound(iso, special.As<NativeFunction>(), copy.data(), copy.size(), names);
    }
    callable = BindDescriptor(iso, special, callable, TypeOf(iso, callable));
    if (!callable) return Value::Empty();
  }
  return RaiseRecursionError(iso, " while calling a Python object");
}

Value CallWithFirst(Isolate* iso, Value callable, Value first, const Value* args, size_t count,
                    Tuple* names) {
  ArgumentCopy copy(iso, first, args, count);
  return CallDispatch(iso, callable, copy.data(), copy.size(), names);
}

}  // namespace

bool IsCallable(const Isolate* iso, Value v) {
  return static_cast<bool>(LookupSpecial(iso, v, Special::kCall));
}

Value LookupSpecial(const Isolate* iso, Value object, Special special) {
  Type* type = object.IsHeap() ? iso->shape_of(object.AsHeap())->type : TypeOf(iso, object);
  return TypeSpecial(const_cast<Isolate*>(iso), type, special);
}

Value Call(Isolate* iso, Value callable, std::span<const Value> args, Tuple* keyword_names) {
  if (keyword_names != nullptr && keyword_names->size == 0) keyword_names = nullptr;
  return CallDispatch(iso, callable, args.data(), args.size(), keyword_names);
}

Value Call(Isolate* iso, Value callable, std::initializer_list<Value> args) {
  return CallDispatch(iso, callable, args.begin(), args.size(), nullptr);
}

Value CallWithDict(Isolate* iso, Value callable, std::span<const Value> args, Dict* kwargs) {
  if (kwargs == nullptr || kwargs->size == 0) {
    return CallDispatch(iso, callable, args.data(), args.size(), nullptr);
  }
  gc::RootVector all(iso->heap());
  all.reserve(args.size() + kwargs->size);
  for (Value v : args) all.push_back(v);
  KRAIT_TRY(Tuple*, names, Tuple::New(iso, kwargs->size));
  int64_t position = 0, count = 0;
  Value key, value;
  while (count < names->size && kwargs->NextEntry(&position, &key, &value)) {
    if (!HasKind(key, ObjectKind::kStr)) return RaiseTypeError(iso, "keywords must be strings");
    names->items[count++] = key;
    all.push_back(value);
  }
  return CallDispatch(iso, callable, all.data(), all.size(), names);
}

Value CallSpecial(Isolate* iso, Value self, Special special, std::span<const Value> args,
                  bool* found) {
  const Value method = LookupSpecial(iso, self, special);
  *found = static_cast<bool>(method);
  if (!method) return Value::Empty();
  if (method.IsHeap()) {
    switch (static_cast<ObjectKind>(method.AsHeap()->kind)) {
      case ObjectKind::kFunction:
        return CallWithFirst(iso, method, self, args.data(), args.size(), nullptr);
      case ObjectKind::kWrapperDescriptor:
      case ObjectKind::kMethodDescriptor: {
        if (!iso->CheckStack()) return Value::Empty();
        ArgumentCopy copy(iso, self, args.data(), args.size());
        return CallFound(iso, method.As<NativeFunction>(), copy.data(), copy.size(), nullptr);
      }
      default:
        break;
    }
  }
  KRAIT_TRY(Value, bound, BindDescriptor(iso, method, self, TypeOf(iso, self)));
  return CallDispatch(iso, bound, args.data(), args.size(), nullptr);
}

Value CallResolvedSlow(Isolate* iso, Value method, Value* args, size_t count) {
  if (HasKind(method, ObjectKind::kWrapperDescriptor) ||
      HasKind(method, ObjectKind::kMethodDescriptor)) {
    if (!iso->CheckStack()) return Value::Empty();
    return CallFound(iso, method.As<NativeFunction>(), args, count, nullptr);
  }
  KRAIT_TRY(Value, bound, BindDescriptor(iso, method, args[0], TypeOf(iso, args[0])));
  return CallDispatch(iso, bound, args + 1, count - 1, nullptr);
}

Value CallMethod(Isolate* iso, Value self, Str* name, std::initializer_list<Value> args) {
  KRAIT_TRY(Value, method, GetAttr(iso, self, name));
  return CallDispatch(iso, method, args.begin(), args.size(), nullptr);
}

Value CallMethod(Isolate* iso, Value self, std::string_view name,
                 std::initializer_list<Value> args) {
  KRAIT_TRY(Str*, interned, Str::Intern(iso, name));
  return CallMethod(iso, self, interned, args);
}

}  // namespace krait
