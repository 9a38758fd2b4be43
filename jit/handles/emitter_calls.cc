// Calls: arguments into place, all at once, as the platform's convention wants them.
#include <algorithm>
#include <utility>

#include "callsite/invocation_context.h"
#include "jit/handles/calling_convention.h"
#include "jit/handles/emitter.h"

namespace krait::jit {

using callsite::InvocationContext;
using callsite::Representation;

struct Emitter::Layout {
  struct Entry {
    ArgumentPlace place;
    bool vector;
    CallArgument argument;
  };

  Layout(std::span<const CallArgument> arguments, std::span<const Representation> representations) {
    ArgumentCursor cursor;
    for (size_t i = 0; i < arguments.size(); ++i) {
      const Representation r =
          i < representations.size() ? representations[i] : Representation::kPointer;
      entries.push_back({cursor.Next(r), r == Representation::kDouble, arguments[i]});
    }
    stack_words = cursor.stack_words();
  }

  std::vector<Entry> entries;
  int stack_words = 0;
};

// `moves` are (to, from); all targets differ.
void Emitter::MoveRegisters(std::vector<std::pair<int, int>> moves, bool vector) {
  const auto move = [&](int to, int from) {
    if (vector) {
      Check(a_.movaps(x86::xmm(static_cast<uint32_t>(to)), x86::xmm(static_cast<uint32_t>(from))));
    } else {
      Check(a_.mov(x86::gpq(static_cast<uint32_t>(to)), x86::gpq(static_cast<uint32_t>(from))));
    }
  };
  const int scratch = static_cast<int>(vector ? ScratchXmm().id() : ScratchGp().id());
  std::erase_if(moves, [](const auto& m) { return m.first == m.second; });
  while (!moves.empty()) {
    const auto free = std::find_if(moves.begin(), moves.end(), [&](const auto& m) {
      return std::none_of(moves.begin(), moves.end(),
                          [&](const auto& other) { return other.second == m.first; });
    });
    if (free != moves.end()) {
      move(free->first, free->second);
      moves.erase(free);
      continue;
    }
    // Only cycles are left: one register steps aside.
    const int aside = moves.front().second;
    move(scratch, aside);
    for (auto& m : moves) {
      if (m.second == aside) m.second = scratch;
    }
  }
}

void Emitter::Arrange(const Layout& layout) {
  for (const Layout::Entry& entry : layout.entries) {
    if (entry.place.in_register) continue;
    const x86::Mem to = x86::ptr(x86::rsp, 8 * entry.place.index, 8);
    switch (entry.argument.kind) {
      case CallArgument::Kind::kValue:
        StoreWord(entry.argument.value, to);
        break;
      case CallArgument::Kind::kData:
        Check(a_.mov(ScratchGp(), DataWord(static_cast<uint32_t>(entry.argument.bits))));
        Check(a_.mov(to, ScratchGp()));
        break;
      default:
        Fail();
    }
  }
  std::vector<std::pair<int, int>> general;
  std::vector<std::pair<int, int>> vectors;
  for (const Layout::Entry& entry : layout.entries) {
    if (!entry.place.in_register) continue;
    const CallArgument& argument = entry.argument;
    if (argument.kind == CallArgument::Kind::kContext) {
      general.emplace_back(entry.place.index, static_cast<int>(ContextRegister().id()));
    } else if (argument.kind == CallArgument::Kind::kValue && place(argument.value).reg >= 0) {
      (entry.vector ? vectors : general).emplace_back(entry.place.index, place(argument.value).reg);
    }
  }
  MoveRegisters(std::move(general), false);
  MoveRegisters(std::move(vectors), true);
  for (const Layout::Entry& entry : layout.entries) {
    if (!entry.place.in_register) continue;
    const CallArgument& argument = entry.argument;
    const auto id = static_cast<uint32_t>(entry.place.index);
    switch (argument.kind) {
      case CallArgument::Kind::kContext:
        break;
      case CallArgument::Kind::kValue:
        if (place(argument.value).reg >= 0) break;
        if (entry.vector) {
          LoadXmm(x86::xmm(id), argument.value);
        } else {
          LoadGp(x86::gpq(id), argument.value);
        }
        break;
      case CallArgument::Kind::kData:
        Check(a_.mov(x86::gpq(id), DataWord(static_cast<uint32_t>(argument.bits))));
        break;
      case CallArgument::Kind::kSlotAddress:
        Check(a_.lea(x86::gpq(id), Slot(static_cast<uint32_t>(argument.bits))));
        break;
      case CallArgument::Kind::kImmediate:
        Check(a_.mov(x86::gpq(id), argument.bits));
        break;
    }
  }
}

ValueId Emitter::FinishCall(Representation result) {
  ForgetRegisters();
  Unlock();
  if (result == Representation::kVoid) return kNoValue;
  if (result == Representation::kBool) Check(a_.movzx(x86::eax, x86::al));
  const ValueId v = NewValue(Info{result});
  place(v).reg = 0;  // rax, xmm0
  return v;
}

ValueId Emitter::CallData(uint32_t word, std::span<const CallArgument> arguments,
                          std::span<const Representation> representations, Representation result) {
  EnsureFrame();
  StoreLive();
  const Layout layout(arguments, representations);
  outgoing_ = std::max(outgoing_, static_cast<uint32_t>(layout.stack_words));
  Arrange(layout);
  Check(a_.call(DataWord(word)));
  return FinishCall(result);
}

ValueId Emitter::CallAddress(const void* function, std::span<const CallArgument> arguments,
                             Representation result) {
  EnsureFrame();
  StoreLive();
  Arrange(Layout(arguments, {}));
  Check(a_.mov(x86::r11, reinterpret_cast<uint64_t>(function)));
  Check(a_.call(x86::r11));
  return FinishCall(result);
}

bool Emitter::TailCallData(uint32_t word, std::span<const CallArgument> arguments,
                           std::span<const Representation> representations) {
  const Layout layout(arguments, representations);
  if (layout.stack_words > 0) return false;
  Arrange(layout);
  if (state_.framed) {
    Check(a_.mov(x86::r11, DataWord(word)));
    Teardown();
    Check(a_.jmp(x86::r11));
  } else {
    Check(a_.jmp(DataWord(word)));
  }
  Unlock();
  return true;
}

void Emitter::CheckError() {
  Check(a_.cmp(x86::dword_ptr(x86::rbx, InvocationContext::kFailedOffset), 0));
  Check(a_.jne(error_target_));
}

void Emitter::CheckSucceeded() {
  Check(a_.test(x86::al, x86::al));
  Check(a_.je(error_target_));
}

}  // namespace krait::jit
