#include "api/src/bridge.h"

#include <utility>

#include "gc/heap.h"
#include "gc/marker.h"
#include "gc/roots.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/frontend/compiler/compiler.h"
#include "runtime/import/finders.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/isolate.h"
#include "runtime/modules/sys_module.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/module.h"
#include "runtime/object/operations.h"
#include "runtime/object/traceback.h"
#include "runtime/object/type.h"
#include "runtime/program.h"
#include "runtime/text/str.h"

namespace krait::bridge {

class World {
 public:
  std::unique_ptr<Isolate> iso;
  gc::Persistent main;

  Module* main_module() const { return main.Get().As<Module>(); }
};

struct Reference {
  Reference(World* w, Value v) : world(w), object(w->iso->heap(), v) {}

  World* world;  // valid while object.IsAlive()
  gc::Persistent object;
};

namespace {

Ref NewRef(World* world, Value v) { return std::make_shared<Reference>(world, v); }

absl::Status Gone() {
  return absl::FailedPreconditionError("the object's isolate does not exist any more");
}

bool IsAlive(const Ref& ref) { return ref != nullptr && ref->object.IsAlive(); }

// Whether the world may use the object: isolates share none.
absl::Status CheckUsable(const World* world, const Ref& ref) {
  if (!IsAlive(ref)) return Gone();
  if (ref->world == world) return absl::OkStatus();
  return absl::InvalidArgumentError("the object belongs to another isolate");
}

absl::StatusCode CodeFor(Isolate* iso, Value exception) {
  if (IsExceptionInstance(iso, exception, ExceptionId::kSyntaxError)) {
    return absl::StatusCode::kInvalidArgument;
  }
  if (IsExceptionInstance(iso, exception, ExceptionId::kMemoryError)) {
    return absl::StatusCode::kResourceExhausted;
  }
  return absl::StatusCode::kUnknown;
}

// Takes the pending exception away; it becomes the status.
absl::Status TakeStatus(Isolate* iso) {
  const Value exception = TakePending(iso);
  const std::string traceback = FormatException(iso, exception);
  // As the last line of a traceback says it: "ValueError: bad".
  std::string message = TypeName(iso, exception);
  Str* text = ToStr(iso, exception);
  if (text == nullptr) {
    TakePending(iso);
  } else if (text->byte_length > 0) {
    message += ": " + std::string(text->view());
  }
  absl::Status status(CodeFor(iso, exception), message);
  status.SetPayload(kTracebackPayload, absl::Cord(traceback));
  return status;
}

absl::Status RunCode(World* world, std::string_view source, Str* name) {
  Isolate* iso = world->iso.get();
  Code* code = name == nullptr ? nullptr : Compile(iso, source, name, CompileMode::kExec);
  if (code == nullptr) return TakeStatus(iso);
  Dict* globals = world->main_module()->dict;
  if (!iso->interpreter().Execute(code, globals, Value::Object(globals))) return TakeStatus(iso);
  return absl::OkStatus();
}

// --- functions of the host ---

struct HostFunction : NativeInstance {
  World* world;
  Function* function;
  Str* name;
  int64_t parameters;
};

void TraceHostFunction(HeapObject* object, gc::Marker& marker) {
  marker.Visit(static_cast<HostFunction*>(object)->name);
}
void DestroyHostFunction(HeapObject* object, Isolate*) {
  delete static_cast<HostFunction*>(object)->function;
}
constexpr NativeLayout kHostFunctionLayout = {"host function", sizeof(HostFunction),
                                              TraceHostFunction, DestroyHostFunction};

ExceptionId ExceptionFor(const absl::Status& status) {
  if (status.GetPayload(kArgumentPayload).has_value()) return ExceptionId::kTypeError;
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
      return ExceptionId::kValueError;
    case absl::StatusCode::kNotFound:
      return ExceptionId::kLookupError;
    case absl::StatusCode::kOutOfRange:
      return ExceptionId::kIndexError;
    case absl::StatusCode::kPermissionDenied:
      return ExceptionId::kPermissionError;
    case absl::StatusCode::kResourceExhausted:
      return ExceptionId::kMemoryError;
    case absl::StatusCode::kUnimplemented:
      return ExceptionId::kNotImplementedError;
    case absl::StatusCode::kDeadlineExceeded:
      return ExceptionId::kTimeoutError;
    default:
      return ExceptionId::kRuntimeError;
  }
}

Value CallHostFunction(Isolate* iso, Value* args, size_t count) {
  auto* self = args[0].As<HostFunction>();
  if (static_cast<int64_t>(count) - 1 != self->parameters) {
    return RaiseF(iso, ExceptionId::kTypeError, "%s() takes %lld arguments (%zu given)",
                  std::string(self->name->view()).c_str(), static_cast<long long>(self->parameters),
                  count - 1);
  }
  std::vector<Ref> refs;
  refs.reserve(count - 1);
  for (size_t i = 1; i < count; ++i) refs.push_back(NewRef(self->world, args[i]));
  const absl::StatusOr<Ref> result = (*self->function)(refs);
  if (!result.ok()) {
    const std::string text = std::string(self->name->view()) + "(): ";
    const bool argument = result.status().GetPayload(kArgumentPayload).has_value();
    return Raise(iso, ExceptionFor(result.status()),
                 (argument ? text : "") + std::string(result.status().message()));
  }
  if (const absl::Status s = CheckUsable(self->world, *result); !s.ok()) {
    return Raise(iso, ExceptionId::kRuntimeError,
                 "what the host returned: " + std::string(s.message()));
  }
  return (*result)->object.Get();
}

Value HostFunctionName(Isolate*, Value self) {
  return Value::Object(self.As<HostFunction>()->name);
}
Value HostFunctionRepr(Isolate* iso, Value* a, size_t) {
  return Value::Object(
      Str::New(iso, "<host function " + std::string(a[0].As<HostFunction>()->name->view()) + ">"));
}

constexpr NativeMethod kHostFunctionMethods[] = {
    {"__call__", CallHostFunction, nullptr, kVariadic},
    {"__repr__", HostFunctionRepr, "($self, /)"},
};
constexpr NativeProperty kHostFunctionProperties[] = {{"__name__", HostFunctionName},
                                                      {"__qualname__", HostFunctionName}};
constexpr TypeSpec kHostFunctionTypeSpec = {
    .name = "host_function",
    .methods = kHostFunctionMethods,
    .properties = kHostFunctionProperties,
    .flags = kNotCallable | kImmutable,
    .layout = &kHostFunctionLayout,
};

absl::Status WrongType(const Ref& ref, const char* wanted) {
  return absl::InvalidArgumentError("expected " + std::string(wanted) + ", got " + TypeNameOf(ref));
}

}  // namespace

absl::StatusOr<World*> NewWorld(const WorldOptions& options) {
  krait::IsolateOptions inner;
  inner.memory_limit = options.memory_limit;
  inner.recursion_limit = options.recursion_limit;
  inner.stress_gc = options.stress_gc;
  std::unique_ptr<Isolate> iso = Isolate::Create(inner);
  if (iso == nullptr)
    return absl::ResourceExhaustedError("the memory limit does not hold an empty isolate");
  gc::StackScope scope(iso->heap());
  ProgramOptions program;
  program.argv = options.argv;
  if (program.argv.empty()) program.argv.push_back("");
  program.path = options.path;
  program.standard_streams = options.standard_streams;
  if (!InstallSys(iso.get(), program)) return TakeStatus(iso.get());
  Module* main = MakeMainModule(iso.get());
  if (main == nullptr) return TakeStatus(iso.get());
  auto world = std::make_unique<World>();
  world->main = gc::Persistent(iso->heap(), Value::Object(main));
  world->iso = std::move(iso);
  return world.release();
}

void DeleteWorld(World* world) {
  {
    gc::StackScope scope(world->iso->heap());
    FinishProgram(world->iso.get(), 0);
  }
  delete world;
}

size_t UsedBytes(const World* world) { return world->iso->heap().used_bytes(); }

absl::Status Run(World* world, std::string_view source, std::string_view name) {
  gc::StackScope scope(world->iso->heap());
  return RunCode(world, source, Str::NewLossy(world->iso.get(), name));
}

absl::Status RunFile(World* world, const std::string& path) {
  Isolate* iso = world->iso.get();
  gc::StackScope scope(iso->heap());
  Str* name = Str::NewLossy(iso, path);
  std::string source;
  if (name == nullptr || !ReadFile(iso, name, &source)) {
    const bool missing = PendingIs(iso, ExceptionId::kFileNotFoundError);
    const bool denied = PendingIs(iso, ExceptionId::kPermissionError);
    const absl::Status status = TakeStatus(iso);
    if (!missing && !denied) return status;
    return absl::Status(missing ? absl::StatusCode::kNotFound : absl::StatusCode::kPermissionDenied,
                        status.message());
  }
  return RunCode(world, source, name);
}

absl::StatusOr<Ref> Evaluate(World* world, std::string_view expression) {
  Isolate* iso = world->iso.get();
  gc::StackScope scope(iso->heap());
  Code* code = Compile(iso, expression, Str::Intern(iso, "<string>"), CompileMode::kEval,
                       kCompileSourceIsUtf8);
  if (code == nullptr) return TakeStatus(iso);
  Dict* globals = world->main_module()->dict;
  const Value v = iso->interpreter().Execute(code, globals, Value::Object(globals));
  if (!v) return TakeStatus(iso);
  return NewRef(world, v);
}

absl::StatusOr<Ref> GetGlobal(World* world, std::string_view name) {
  Isolate* iso = world->iso.get();
  gc::StackScope scope(iso->heap());
  Str* key = Str::Intern(iso, name);
  if (key == nullptr) return TakeStatus(iso);
  const Value v = world->main_module()->dict->Get(iso, key);
  if (!v) return absl::NotFoundError("no global is named '" + std::string(name) + "'");
  return NewRef(world, v);
}

absl::Status SetGlobal(World* world, std::string_view name, const Ref& ref) {
  if (absl::Status s = CheckUsable(world, ref); !s.ok()) return s;
  Isolate* iso = world->iso.get();
  gc::StackScope scope(iso->heap());
  Str* key = Str::Intern(iso, name);
  if (key == nullptr || !world->main_module()->dict->Set(iso, key, ref->object.Get())) {
    return TakeStatus(iso);
  }
  return absl::OkStatus();
}

absl::StatusOr<Ref> Call(World* world, const Ref& function, std::span<const Ref> args) {
  if (absl::Status s = CheckUsable(world, function); !s.ok()) return s;
  Isolate* iso = world->iso.get();
  gc::StackScope scope(iso->heap());
  gc::RootVector values(iso->heap());
  for (const Ref& arg : args) {
    if (absl::Status s = CheckUsable(world, arg); !s.ok()) return s;
    values.push_back(arg->object.Get());
  }
  const Value v = krait::Call(iso, function->object.Get(), {values.data(), values.size()});
  if (!v) return TakeStatus(iso);
  return NewRef(world, v);
}

absl::Status DefineFunction(World* world, std::string_view name, int parameters,
                            Function function) {
  Isolate* iso = world->iso.get();
  gc::StackScope scope(iso->heap());
  Type* type = iso->native_type(&kHostFunctionTypeSpec);
  Str* text = Str::Intern(iso, name);
  if (type == nullptr || text == nullptr) return TakeStatus(iso);
  auto* object = NewInstance<HostFunction>(iso, type);
  object->world = world;
  object->function = new Function(std::move(function));
  object->name = text;
  object->parameters = parameters;
  return SetGlobal(world, name, NewRef(world, Value::Object(object)));
}

Ref None(World* world) { return NewRef(world, Value::None()); }
Ref FromBool(World* world, bool value) { return NewRef(world, Value::Bool(value)); }
Ref FromDouble(World* world, double value) { return NewRef(world, Value::ForeignDouble(value)); }

absl::StatusOr<Ref> FromInt64(World* world, int64_t value) {
  gc::StackScope scope(world->iso->heap());
  const Value v = IntFromInt64(world->iso.get(), value);
  if (!v) return TakeStatus(world->iso.get());
  return NewRef(world, v);
}
absl::StatusOr<Ref> FromText(World* world, std::string_view text) {
  gc::StackScope scope(world->iso->heap());
  Str* s = Str::NewLossy(world->iso.get(), text);
  if (s == nullptr) return TakeStatus(world->iso.get());
  return NewRef(world, Value::Object(s));
}
absl::StatusOr<Ref> FromItems(World* world, std::span<const Ref> items) {
  Isolate* iso = world->iso.get();
  gc::StackScope scope(iso->heap());
  List* list = List::New(iso, static_cast<int64_t>(items.size()));
  if (list == nullptr) return TakeStatus(iso);
  for (const Ref& item : items) {
    if (absl::Status s = CheckUsable(world, item); !s.ok()) return s;
    if (!list->Append(iso, item->object.Get())) return TakeStatus(iso);
  }
  return NewRef(world, Value::Object(list));
}

bool IsNone(const Ref& ref) { return IsAlive(ref) && ref->object.Get().IsNone(); }

std::string TypeNameOf(const Ref& ref) {
  return IsAlive(ref) ? TypeName(ref->world->iso.get(), ref->object.Get()) : "";
}

absl::StatusOr<std::string> ReprOf(const Ref& ref) {
  if (!IsAlive(ref)) return Gone();
  Isolate* iso = ref->world->iso.get();
  gc::StackScope scope(iso->heap());
  Str* text = Repr(iso, ref->object.Get());
  if (text == nullptr) return TakeStatus(iso);
  return std::string(text->view());
}

absl::StatusOr<bool> ToBool(const Ref& ref) {
  if (!IsAlive(ref)) return Gone();
  const Value v = ref->object.Get();
  if (!v.IsBool()) return WrongType(ref, "bool");
  return v.IsTrue();
}

absl::StatusOr<int64_t> ToInt64(const Ref& ref) {
  if (!IsAlive(ref)) return Gone();
  const Value v = ref->object.Get();
  if (!IsIntLike(v)) return WrongType(ref, "int");
  int64_t i;
  if (!IntToInt64(v, &i)) return absl::OutOfRangeError("the int does not fit 64 bits");
  return i;
}

absl::StatusOr<double> ToDouble(const Ref& ref) {
  if (!IsAlive(ref)) return Gone();
  Isolate* iso = ref->world->iso.get();
  gc::StackScope scope(iso->heap());
  const Value v = ref->object.Get();
  if (!v.IsDouble() && !IsIntLike(v) && !HasKind(v, ObjectKind::kFloat)) {
    return WrongType(ref, "float");
  }
  double d;
  if (!krait::ToDouble(iso, v, &d)) return TakeStatus(iso);
  return d;
}

absl::StatusOr<std::string> ToText(const Ref& ref) {
  if (!IsAlive(ref)) return Gone();
  const Value v = ref->object.Get();
  if (!HasKind(v, ObjectKind::kStr)) return WrongType(ref, "str");
  return std::string(v.As<Str>()->view());
}

absl::StatusOr<std::vector<Ref>> ToItems(const Ref& ref) {
  if (!IsAlive(ref)) return Gone();
  Isolate* iso = ref->world->iso.get();
  gc::StackScope scope(iso->heap());
  const Value iterator = Iter(iso, ref->object.Get());
  if (!iterator) {
    if (ClearPendingIf(iso, ExceptionId::kTypeError)) return WrongType(ref, "an iterable");
    return TakeStatus(iso);
  }
  List* list = ListFromIterable(iso, iterator);
  if (list == nullptr) return TakeStatus(iso);
  std::vector<Ref> items;
  for (int64_t i = 0; i < list->size; ++i) items.push_back(NewRef(ref->world, list->At(i)));
  return items;
}

}  // namespace krait::bridge
