// Assembles one Code::Body: instructions with their operands, forward and backward jumps, call
// sites, exception ranges, positions.
//
// Nothing is emitted while the current point is unreachable (after a return, a raise, an
// unconditional jump), so dead code vanishes by itself: a label that nobody reachable jumps to
// leaves the builder unreachable when it is bound. The same holds for handlers whose range turned
// out empty.
#ifndef KRAIT_RUNTIME_BYTECODE_BUILDER_H_
#define KRAIT_RUNTIME_BYTECODE_BUILDER_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/bytecode/code.h"
#include "runtime/bytecode/positions.h"

namespace krait {

// A place to jump to, before or after it is known. Jumps to an unbound label are chained through
// their own offset words.
struct JumpTarget {
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t offset = kNone;   // where it was bound
  uint32_t pending = kNone;  // last offset word that waits for it

  bool bound() const { return offset != kNone; }
  bool wanted() const { return pending != kNone; }
};

class BytecodeBuilder {
 public:
  static constexpr int kNoHandler = -1;
  static constexpr int kMaxOperand = 0xFFFF;

  void Clear();

  uint32_t offset() const { return static_cast<uint32_t>(words_.size()); }
  bool reachable() const { return reachable_; }
  void SetUnreachable() { reachable_ = false; }
  void SetPosition(const CodePosition& position) { position_ = position; }
  const CodePosition& position() const { return position_; }

  // --- instructions; operands are register numbers or immediates (signed ones as they are) ---
  void Emit(Op op, int a = 0, int b = 0, int c = 0);
  void EmitExtra(Op op, int a, int b, int c, uint32_t extra);  // formats with K or I
  void EmitSite(Op op, int a, int b, int c, Str* name = nullptr);
  void EmitSiteExtra(Op op, int a, int b, int c, uint32_t extra);  // formats with S and K
  void EmitLoadConst(int a, uint32_t constant);
  void EmitJump(Op op, int a, int b, JumpTarget& target);             // J
  void EmitSiteJump(Op op, int a, int b, int c, JumpTarget& target);  // S and J
  // Jump, forward or backward.
  void EmitGoto(JumpTarget& target);
  void Bind(JumpTarget& target);

  // --- exceptions ---
  int NewHandler(int exception_register);
  // From here on exceptions go to `handler` (or leave the function).
  void UseHandler(int handler);
  int current_handler() const { return current_handler_; }
  // Here the handler begins. Unreachable when nothing is covered by it.
  void BindHandler(int handler);

  // Hands over what was assembled. The builder must be cleared before it is used again.
  std::unique_ptr<Code::Body> Finish();

 private:
  struct Handler {
    uint32_t offset;
    uint16_t exception_register;
    bool used;
  };
  struct Range {
    uint32_t start, end;
    int handler;
  };
  // An instruction whose jump may be threaded through another one.
  struct Threadable {
    uint32_t instruction, offset_word;
  };

  void PutInstruction(Op op, int a, int b, int c);
  void PutPosition();
  void PutSite(Op op, Str* name);
  void PutTarget(JumpTarget& target);
  void CloseRange();
  void ThreadJumps();

  bool reachable_ = true;
  CodePosition position_ = {0, 0, -1, -1};
  CodePosition written_ = {-1, -1, -1, -1};
  int current_handler_ = kNoHandler;
  uint32_t range_start_ = 0;
  std::vector<Word> words_;
  std::vector<SiteDescriptor> descriptors_;
  std::vector<Handler> handlers_;
  std::vector<Range> ranges_;
  std::vector<Threadable> threadable_;
  PositionWriter positions_;
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_BYTECODE_BUILDER_H_
