// The interpreter of one isolate: its stacks, and the entries from C++.
#ifndef KRAIT_RUNTIME_INTERPRETER_INTERPRETER_H_
#define KRAIT_RUNTIME_INTERPRETER_INTERPRETER_H_

#include <cstddef>
#include <cstdint>

#include "callsite/handle_table.h"
#include "gc/value.h"
#include "runtime/interpreter/frame.h"
#include "runtime/interpreter/generator.h"

namespace krait {

namespace gc {
class Marker;
}

class Isolate;
struct Code;
struct Dict;
struct Function;
struct Generator;
struct Tuple;

// A call of a script function that a handler's slow path wants made: it fails without a pending
// exception, and the loop, finding the call, pushes a frame instead of raising. So script code that an
// operation runs never nests the loop.
struct ScriptCall {
  static constexpr uint32_t kMaxArguments = 6;

  Function* function = nullptr;    // null: none wanted
  Generator* generator = nullptr;  // or this one resumed, with arguments[0]
  bool throwing = false;           // which is an exception to be thrown into it
  Value arguments[kMaxArguments];
  uint32_t count = 0;
  FrameKind kind = FrameKind::kScript;
  uint8_t role = 0;  // as in Frame, like operand and kept
  uint32_t operand = 0;
  Value kept[2];
  Value ns;  // Frame::ns, of a class body or a module

  bool is_wanted() const { return function != nullptr || generator != nullptr; }
};

class Interpreter {
 public:
  explicit Interpreter(Isolate* iso);
  ~Interpreter();
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  // Calls a script function; `args` positional then by keyword, as operations.h Call().
  Value Call(Function* function, const Value* args, size_t count, Tuple* keyword_names = nullptr);
  // Runs module, exec or eval code: `ns` is the namespace mapping (a Dict or any mapping).
  Value Execute(Code* code, Dict* globals, Value ns);
  // A class body: runs `function` with `ns` as its namespace; the result is the __class__ cell or
  // None.
  Value CallClassBody(Function* function, Value ns);

  Frame* current() const { return current_; }
  callsite::HandleTable& handles() { return handles_; }

  // To be filled as the last act of a slow path: the collector does not look at it.
  ScriptCall wanted;

  // While arguments are bound: the end of the window they are bound in, which no frame covers yet.
  // Binding may run script code (keywords of a class derived from str), and so may nest.
  Value* binding_limit() const { return binding_limit_; }
  void set_binding_limit(Value* end) { binding_limit_ = end; }

  // While it lives, script that C++ runs does not use the registers below `end`.
  class KeptRegisters {
   public:
    KeptRegisters(Interpreter& interp, Value* end) : interp_(interp), outer_(interp.binding_limit_) {
      if (end > outer_) interp.binding_limit_ = end;
    }
    ~KeptRegisters() { interp_.binding_limit_ = outer_; }
    KeptRegisters(const KeptRegisters&) = delete;
    KeptRegisters& operator=(const KeptRegisters&) = delete;

   private:
    Interpreter& interp_;
    Value* outer_;
  };

  // The functions of self_hosted.h that were used, by SelfHosted. Kept alive by ScanStacks.
  static constexpr int kMaxSelfHosted = 64;
  Function* self_hosted[kMaxSelfHosted] = {};
  Dict* self_hosted_globals = nullptr;

  // sys.set_asyncgen_hooks(). Kept alive by ScanStacks.
  struct AsyncHooks {
    Value first_iteration;
    Value finalizer;
  };
  AsyncHooks async_hooks;

  // The collector's view: both stacks, as far as they are in use.
  void ScanStacks(gc::Marker& marker);

 private:
  friend class Dispatch;
  friend class GeneratorRunner;

  Value RunWithNamespace(Function* function, Value ns);
  // Where the window of a function that C++ calls begins.
  Value* FreeRegisters() const {
    Value* top = current_ != nullptr ? current_->limit : registers_;
    return binding_limit_ > top ? binding_limit_ : top;
  }

  Isolate* iso_;
  Frame* current_ = nullptr;
  Frame* frames_ = nullptr;     // control stack: [frames_, frame_limit_)
  Frame* frame_top_ = nullptr;  // next free one
  Frame* frame_limit_ = nullptr;
  Value* registers_ = nullptr;  // register stack: [registers_, register_limit_)
  Value* register_limit_ = nullptr;
  Value* binding_limit_ = nullptr;
  int depth_ = 0;  // script frames and C++ re-entries, against the recursion limit
  bool yielded_ = false;  // how the last Dispatch::Run ended: by a yield
  callsite::HandleTable handles_;
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_INTERPRETER_INTERPRETER_H_
