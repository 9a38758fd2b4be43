// Making an isolate. Start-up is kept small: types get their names, bases and MRO, nothing else; a
// built-in type's attributes are made when somebody first looks one up.
#include "runtime/isolate.h"

#include <pthread.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>

#include "gc/marker.h"
#include "runtime/builtins/builtins.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/isolate_state.h"
#include "runtime/object/class_creation.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception_types.h"
#include "runtime/object/function.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/module.h"
#include "runtime/object/native_type.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/text_state.h"

namespace krait {
namespace {

constexpr size_t kDefaultStack = size_t{8} << 20;
constexpr size_t kStackReserve = size_t{256} << 10;  // left for whatever does not check

const TypeSpec* const kKindSpecs[] = {
#define KRAIT_KIND_SPEC(Kind, ...) &k##Kind##TypeSpec,
#define KRAIT_NO_SPEC(Kind, ...) nullptr,
    KRAIT_OBJECT_KINDS(KRAIT_KIND_SPEC, KRAIT_NO_SPEC)
#undef KRAIT_KIND_SPEC
#undef KRAIT_NO_SPEC
};

constexpr ObjectKind kKindBases[] = {
#define KRAIT_KIND_BASE(Kind, name, Base) ObjectKind::k##Base,
#define KRAIT_NO_BASE(Kind, ...) ObjectKind::kObject,
    KRAIT_OBJECT_KINDS(KRAIT_KIND_BASE, KRAIT_NO_BASE)
#undef KRAIT_KIND_BASE
#undef KRAIT_NO_BASE
};

gc::HeapOptions HeapOptionsOf(const IsolateOptions& options) {
  gc::HeapOptions heap;
  if (options.memory_limit != 0) heap.memory_limit = options.memory_limit;
  heap.stress = heap.verify = options.stress_gc;
  // A violation shows a little later than it happens, but whole programs get to their ends.
  heap.stress_full_interval = 8;
  heap.verify_interval = 16;
  return heap;
}

// Bytes of stack below the caller's frame on this thread. The main thread's answer comes from its
// limit, because asking the C library means parsing /proc/self/maps.
size_t StackBelow(uintptr_t here) {
  if (getpid() == static_cast<pid_t>(syscall(SYS_gettid))) {
    rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
      return kDefaultStack;
    }
    return std::max<size_t>(limit.rlim_cur, 2 * kStackReserve) - kStackReserve / 2;
  }
  pthread_attr_t attributes;
  void* lowest = nullptr;
  size_t size = 0;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return kDefaultStack / 16;
  pthread_attr_getstack(&attributes, &lowest, &size);
  pthread_attr_destroy(&attributes);
  return here - reinterpret_cast<uintptr_t>(lowest);
}

}  // namespace

const TypeSpec* KindSpec(ObjectKind kind) { return kKindSpecs[static_cast<int>(kind)]; }

std::unique_ptr<Isolate> Isolate::Create(const IsolateOptions& options) {
  std::unique_ptr<Isolate> iso(new Isolate(options));
  const gc::StackScope scope(iso->heap_);
  if (!iso->Bootstrap()) return nullptr;
  // Cells are never refused, so the limit may have been passed in silence.
  if (iso->heap_.used_bytes() > iso->heap_.memory_limit()) {
    iso->heap_.Collect(/*full=*/true);
    if (iso->heap_.used_bytes() > iso->heap_.memory_limit()) return nullptr;
  }
  return iso;
}

Isolate::Isolate(const IsolateOptions& options)
    : state_(std::make_unique<IsolateState>(this)),
      heap_(HeapOptionsOf(options), state_.get()),
      recursion_limit_(options.recursion_limit),
      native_stack_(options.native_stack) {
  EnterStack();
}

Isolate::~Isolate() = default;

void Isolate::EnterStack() {
  const auto here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  const size_t usable = native_stack_ != 0 ? native_stack_ : StackBelow(here);
  stack_limit_ = here - usable + std::min(kStackReserve, usable / 4);
}

bool Isolate::Bootstrap() {
  {
    const gc::DisallowCollection no_collection(heap_);
    text_ = std::make_unique<TextState>(this);
    MakeNames();
    MakeTypes();
    MakeExceptionTypes();
    interpreter_ = std::make_unique<Interpreter>(this);
    builtins_ = Dict::NewNamespace(this);
    modules_ = Dict::New(this);
    if (!FillBuiltins()) return false;
    state_->ready = true;
  }
  return !HasPending();
}

void Isolate::MakeNames() {
#define KRAIT_MAKE_NAME(id, text) names_.id = Str::Intern(this, text);
  KRAIT_NAMES(KRAIT_MAKE_NAME)
#undef KRAIT_MAKE_NAME
  static constexpr const char* kSpecialTexts[] = {
#define KRAIT_SPECIAL_TEXT(Name, text) text,
      KRAIT_SPECIAL_METHODS(KRAIT_SPECIAL_TEXT)
#undef KRAIT_SPECIAL_TEXT
  };
  for (int i = 0; i < kSpecialCount; ++i) special_names_[i] = Str::Intern(this, kSpecialTexts[i]);
}

void Isolate::MakeTypes() {
  for (int i = 0; i < kObjectKindCount; ++i) {
    if (kKindSpecs[i] != nullptr) types_[i] = AllocateNativeType(this);
  }
  for (int i = 0; i < kObjectKindCount; ++i) {
    if (kKindSpecs[i] == nullptr) continue;
    Type* base = i == static_cast<int>(ObjectKind::kObject)
                     ? nullptr
                     : types_[static_cast<int>(kKindBases[i])];
    FillNativeType(this, types_[i], kKindSpecs[i], base, static_cast<ShapeId>(i));
  }
}

void Isolate::MakeExceptionTypes() {
  for (int i = 0; i < kExceptionCount; ++i) {
    const auto id = static_cast<ExceptionId>(i);
    if (id == ExceptionId::kBaseException) {
      exceptions_[i] = type(ObjectKind::kException);
      continue;
    }
    exceptions_[i] = AllocateNativeType(this);
    Type* base = exception_type(ExceptionBase(id));
    if (id == ExceptionId::kExceptionGroup) {
      FillExceptionGroupType(this, exceptions_[i]);
    } else {
      FillNativeType(this, exceptions_[i], ExceptionSpec(id), base, ShapeTable::kFirstShape);
    }
  }
}

bool Isolate::FillBuiltins() {
  const auto add = [this](std::string_view name, Value v) {
    return builtins_->Set(this, Str::Intern(this, name), v);
  };
  static constexpr struct {
    const char* name;
    ObjectKind kind;
  } kTypes[] = {
      {"object", ObjectKind::kObject},
      {"type", ObjectKind::kType},
      {"super", ObjectKind::kSuper},
      {"property", ObjectKind::kProperty},
      {"staticmethod", ObjectKind::kStaticMethod},
      {"classmethod", ObjectKind::kClassMethod},
      {"int", ObjectKind::kInt},
      {"bool", ObjectKind::kBool},
      {"float", ObjectKind::kFloat},
      {"complex", ObjectKind::kComplex},
      {"str", ObjectKind::kStr},
      {"bytes", ObjectKind::kBytes},
      {"bytearray", ObjectKind::kByteArray},
      {"memoryview", ObjectKind::kMemoryView},
      {"tuple", ObjectKind::kTuple},
      {"list", ObjectKind::kList},
      {"dict", ObjectKind::kDict},
      {"set", ObjectKind::kSet},
      {"frozenset", ObjectKind::kFrozenSet},
      {"range", ObjectKind::kRange},
      {"slice", ObjectKind::kSlice},
      {"enumerate", ObjectKind::kEnumerate},
      {"zip", ObjectKind::kZip},
      {"map", ObjectKind::kMap},
      {"filter", ObjectKind::kFilter},
      {"reversed", ObjectKind::kReversed},
  };
  for (const auto& entry : kTypes) add(entry.name, Value::Object(type(entry.kind)));
  for (Type* exception : exceptions_) {
    builtins_->Set(this, exception->name, Value::Object(exception));
  }
  const Value os_error = Value::Object(exception_type(ExceptionId::kOSError));
  add("EnvironmentError", os_error);
  add("IOError", os_error);
  add("None", Value::None());
  add("True", Value::True());
  add("False", Value::False());
  add("Ellipsis", Value::Ellipsis());
  add("NotImplemented", Value::NotImplemented());
  add("__debug__", Value::True());
  static constexpr NativeMethod kBuildClass = {"__build_class__", BuildClass,
                                               "(func, name, /, *bases, **kwds)"};
  add(kBuildClass.name, Value::Object(NativeFunction::New(this, &kBuildClass, Value::Empty(),
                                                          Value::Object(names_.builtins))));
  return InstallBuiltins(this, builtins_);
}

Type* Isolate::native_type(const TypeSpec* spec) {
  Type*& type = state_->native_types[spec];
  if (type == nullptr) {
    Type* made = NewNativeType(this, spec);
    // The table may have been rehashed by types that this one brought.
    state_->native_types[spec] = made;
    return made;
  }
  return type;
}

Value Isolate::sys_attribute(std::string_view name) {
  const Value sys = modules_->Get(this, names_.sys);
  if (!sys.IsHeap() || sys.AsHeap()->kind != static_cast<uint8_t>(ObjectKind::kModule)) {
    return Value::Empty();
  }
  Dict* dict = sys.As<Module>()->dict;
  return dict == nullptr ? Value::Empty() : dict->Get(this, Str::Intern(this, name));
}

bool Isolate::CheckStack(const char* where) {
  const auto here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  if (here > stack_limit_) [[likely]]
    return true;
  return RaiseRecursionError(this, where);
}

bool Isolate::HandleInterrupt() {
  interrupt_ = 0;
  AdvanceTick();
  if (state_->memory_error_due) {
    state_->memory_error_due = false;
    if (heap_.limit_exceeded()) heap_.Collect(true);
    if (heap_.limit_exceeded()) {
      if (heap_.limit_far_exceeded()) {
        // A program that catches the error and goes on regardless gets it at every safepoint.
        state_->memory_error_due = true;
      } else {
        heap_.AcknowledgeLimit();
      }
      RequestInterrupt();  // finalisers are due at the next safepoint, not after the next collection
      return RaiseMemoryError(this);
    }
  }
  if (state_->keyboard_interrupt_due) {
    state_->keyboard_interrupt_due = false;
    RequestInterrupt();
    return Raise(this, ExceptionId::kKeyboardInterrupt, "");
  }
  RunFinalizers();
  return true;
}

}  // namespace krait
