// The state of one Python world: heap, types, names, modules, the interpreter's stacks, the pending
// exception. Nothing is shared between isolates and nothing is process-wide, so isolates run in
// parallel on any threads; one isolate is used by one thread at a time.
#ifndef KRAIT_RUNTIME_ISOLATE_H_
#define KRAIT_RUNTIME_ISOLATE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "gc/heap.h"
#include "gc/value.h"
#include "runtime/object/exception_table.h"
#include "runtime/object/kinds.h"
#include "runtime/object/names.h"
#include "runtime/object/special.h"
#include "runtime/text/str.h"

namespace krait {

class Interpreter;
class ShapeTable;
namespace gc {
class Marker;
}
struct Dict;
struct Frame;
struct IsolateState;  // rarely used parts: isolate.cc
struct Shape;
struct TextState;
struct Tuple;
struct Type;
struct TypeSpec;

// Names interned at start-up; see object/names.h.
struct WellKnownNames {
#define KRAIT_NAME(id, text) Str* id;
  KRAIT_NAMES(KRAIT_NAME)
#undef KRAIT_NAME
};

struct IsolateOptions {
  size_t memory_limit = 0;    // bytes; 0: none
  bool stress_gc = false;     // collect at every allocation, verify the heap
  int recursion_limit = 1000;
  size_t native_stack = 0;    // bytes usable below the outermost entry; 0: from the thread's limit
};

class Isolate {
 public:
  static std::unique_ptr<Isolate> Create(const IsolateOptions& options = {});
  ~Isolate();
  Isolate(const Isolate&) = delete;
  Isolate& operator=(const Isolate&) = delete;

  gc::Heap& heap() { return heap_; }
  void Barrier(HeapObject* holder) { heap_.Barrier(holder); }
  // For `holder->field = value`.
  void Barrier(HeapObject* holder, Value value) {
    if (value.IsHeapOrEmpty()) heap_.Barrier(holder);
  }

  // --- types ---
  Type* type(ObjectKind kind) const { return types_[static_cast<int>(kind)]; }
  Type* exception_type(ExceptionId id) const { return exceptions_[static_cast<int>(id)]; }
  // The type of a native module's TypeSpec, made on first use.
  Type* native_type(const TypeSpec* spec);
  // The shape of a live object; null for the id of a shape that died.
  Shape* shape(ShapeId id) const { return shapes_[id]; }
  Shape* shape_of(const HeapObject* object) const { return shapes_[object->shape]; }

  // --- names ---
  const WellKnownNames& names() const { return names_; }
  Str* special_name(Special s) const { return special_names_[static_cast<int>(s)]; }
  // Interned strings and codecs: made before any string, traced with the roots; text/text_state.h.
  TextState& text() { return *text_; }

  // --- exceptions ---
  bool HasPending() const { return !pending_.IsEmpty(); }
  Value pending() const { return pending_; }
  void set_pending(Value exception) { pending_ = exception; }
  // sys.exc_info(): the exception being handled, None or Empty when there is none.
  Value handled() const { return handled_; }
  void set_handled(Value exception) { handled_ = exception; }

  // --- modules ---
  Dict* builtins() const { return builtins_; }  // namespace of the builtins module, cell mode
  Dict* modules() const { return modules_; }    // sys.modules
  Value sys_attribute(std::string_view name);   // Empty when absent, nothing raised

  // --- depth and interrupts ---
  // False with RecursionError pending when the C++ stack is nearly used up. Call before recursing
  // in C++ (repr, comparison, nested native calls, the parser's consumers). `where` completes
  // "maximum recursion depth exceeded".
  bool CheckStack(const char* where = "");
  // Measures the stack again: the host entered on another thread than before.
  void EnterStack();
  int recursion_limit() const { return recursion_limit_; }
  void set_recursion_limit(int limit) { recursion_limit_ = limit; }
  // Decimal digits that int <-> str conversion accepts; 0: no limit. sys.set_int_max_str_digits().
  int int_max_str_digits() const { return int_max_str_digits_; }
  void set_int_max_str_digits(int digits) { int_max_str_digits_ = digits; }
  // Non-zero: something wants attention at the next safepoint (pending weak callbacks, finalisers,
  // memory limit, host interrupt). Built-ins that loop call Poll().
  bool Poll() { return interrupt_ == 0 || HandleInterrupt(); }
  void RequestInterrupt() { interrupt_ = 1; }
  // Runs queued __del__ methods and weak reference callbacks. Errors in them are reported, not raised.
  void RunFinalizers();
  // "Exception ignored in: <where>": hands the pending exception to sys.unraisablehook.
  void ReportUnraisable(Value where, const char* message = nullptr);
  // A coarse event counter, the clock of PropertyCell: advances with collections and polls.
  uint32_t tick() const { return tick_; }
  void AdvanceTick() { ++tick_; }

  Interpreter& interpreter() { return *interpreter_; }
  IsolateState& state() { return *state_; }
  static Isolate* Of(const gc::Marker& marker);

 private:
  friend class Interpreter;
  friend class Dispatch;
  friend class ShapeTable;
  friend struct IsolateState;
  explicit Isolate(const IsolateOptions& options);
  bool HandleInterrupt();

  bool Bootstrap();
  bool FillBuiltins();
  void MakeNames();
  void MakeTypes();
  void MakeExceptionTypes();

  Shape** shapes_ = nullptr;  // by ShapeId; owned, and set here, by the shape table in state_
  // The client must outlive the heap.
  std::unique_ptr<IsolateState> state_;
  gc::Heap heap_;
  Value pending_;
  Value handled_;
  uint32_t interrupt_ = 0;
  uint32_t tick_ = 0;
  int recursion_limit_;
  int int_max_str_digits_ = 4300;
  size_t native_stack_;
  uintptr_t stack_limit_ = 0;
  Type* types_[kObjectKindCount] = {};
  Type* exceptions_[kExceptionCount] = {};
  WellKnownNames names_ = {};
  Str* special_names_[kSpecialCount] = {};
  Dict* builtins_ = nullptr;
  Dict* modules_ = nullptr;
  std::unique_ptr<TextState> text_;
  std::unique_ptr<Interpreter> interpreter_;
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_ISOLATE_H_
