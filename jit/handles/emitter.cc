#include "jit/handles/emitter.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "callsite/invocation_context.h"
#include "jit/code/invalidation_point.h"
#include "jit/handles/calling_convention.h"
#include "jit/handles/stub_data.h"

namespace krait::jit {

using callsite::InvocationContext;
using callsite::Representation;

namespace {

constexpr uint32_t kFixedFrame = 16;  // rbx, r12
constexpr uint32_t kMaxSlots = 2000;
constexpr int kAllocatableGp[] = {x86::Gp::kIdCx, x86::Gp::kIdDx, x86::Gp::kIdSi,
                                  x86::Gp::kIdDi, x86::Gp::kIdR8, x86::Gp::kIdR9};
constexpr int kAllocatableXmm = 15;  // all but the scratch register

}  // namespace

Emitter::Emitter(asmjit::CodeHolder& code, const callsite::MethodType& type, bool checks_stack)
    : a_(&code) {
  error_exit_ = error_target_ = a_.newLabel();
  ArgumentCursor cursor;
  for (int i = 0; i < type.arity(); ++i) {
    const ArgumentPlace at = cursor.Next(type.at(i));
    Info info{type.at(i)};
    if (!at.in_register) info.incoming = at.index;
    const ValueId v = NewValue(info);
    arguments_.push_back(v);
    if (at.in_register) place(v).reg = static_cast<int8_t>(at.index);
    // The caller sets the low eight bits only.
    if (type.at(i) == Representation::kBool && at.in_register) {
      Check(a_.movzx(x86::gpd(static_cast<uint32_t>(at.index)),
                     x86::gpb_lo(static_cast<uint32_t>(at.index))));
    }
  }
  if (!checks_stack) return;
  const asmjit::Label overflow = NewLabel();
  Check(a_.cmp(x86::rsp, x86::ptr(x86::r11, InvocationContext::kStackLimitOffset, 8)));
  Check(a_.jbe(overflow));
  Cold(overflow, [this] {
    const CallArgument arguments[] = {CallArgument::Context()};
    CallAddress(reinterpret_cast<const void*>(&FailForStack), arguments, Representation::kVoid);
    Check(a_.jmp(error_exit_));
  });
}

// ---- values ----

ValueId Emitter::NewValue(const Info& info) {
  values_.push_back(info);
  state_.places.resize(values_.size());
  return static_cast<ValueId>(values_.size()) - 1;
}

ValueId Emitter::Constant(Representation representation, uint32_t data_word) {
  Info info{representation};
  info.data = static_cast<int32_t>(data_word);
  return NewValue(info);
}

ValueId Emitter::Immediate(Representation representation, uint64_t bits) {
  Info info{representation};
  info.immediate = true;
  info.bits = bits;
  return NewValue(info);
}

ValueId Emitter::NewVariable(Representation representation) {
  Info info{representation};
  info.slot = static_cast<int32_t>(NewSlots(1));
  const ValueId v = NewValue(info);
  place(v).stored = true;
  return v;
}

void Emitter::Assign(ValueId variable, ValueId from) {
  if (variable == from) return;
  StoreWord(from, Slot(static_cast<uint32_t>(info(variable).slot)));
  place(variable).reg = -1;
}

Emitter::Keep::Keep(Emitter& emitter, std::span<const ValueId> values)
    : emitter_(emitter), mark_(emitter.live_.size()) {
  emitter.live_.insert(emitter.live_.end(), values.begin(), values.end());
}

bool Emitter::IsLive(ValueId v) const {
  return std::find(live_.begin(), live_.end(), v) != live_.end();
}

bool Emitter::IsInMemory(ValueId v) const {
  const Info& i = info(v);
  return i.data >= 0 || i.incoming >= 0 || place(v).stored;
}

x86::Mem Emitter::MemoryOf(ValueId v) const {
  const Info& i = info(v);
  if (i.data >= 0) return DataWord(static_cast<uint32_t>(i.data));
  if (i.incoming >= 0) {
    return state_.framed ? x86::ptr(x86::rbp, 16 + 8 * i.incoming, 8)
                         : x86::ptr(x86::rsp, 8 + 8 * i.incoming, 8);
  }
  return Slot(static_cast<uint32_t>(i.slot));
}

x86::Mem Emitter::DataWord(uint32_t word) const {
  return x86::ptr(state_.framed ? x86::r12 : x86::r10, static_cast<int32_t>(word * 8), 8);
}

x86::Mem Emitter::Slot(uint32_t slot) const {
  return x86::ptr(x86::rbp, -static_cast<int32_t>(kFixedFrame + 8 * (slot + 1)), 8);
}

// A range of slots lies upwards in memory from the slot that is returned.
uint32_t Emitter::NewSlots(uint32_t count) {
  slots_ += count;
  if (slots_ > kMaxSlots) Fail();
  return slots_ - 1;
}

// ---- registers ----

ValueId Emitter::OwnerOf(int reg, bool vector) const {
  for (size_t v = 0; v < state_.places.size(); ++v) {
    if (state_.places[v].reg == reg && IsDouble(static_cast<ValueId>(v)) == vector) {
      return static_cast<ValueId>(v);
    }
  }
  return kNoValue;
}

void Emitter::StoreToSlot(ValueId v) {
  Info& i = values_[static_cast<size_t>(v)];
  if (i.slot < 0) i.slot = static_cast<int32_t>(NewSlots(1));
  const x86::Mem to = Slot(static_cast<uint32_t>(i.slot));
  if (IsDouble(v)) {
    Check(a_.movsd(to, XmmOf(v)));
  } else {
    Check(a_.mov(to, GpOf(v)));
  }
  place(v).stored = true;
}

int Emitter::Allocate(bool vector) {
  uint32_t& locked = vector ? locked_xmm_ : locked_gp_;
  int dying = -1;
  int victim = -1;
  const int count = vector ? kAllocatableXmm : static_cast<int>(std::size(kAllocatableGp));
  for (int i = 0; i < count; ++i) {
    const int reg = vector ? i : kAllocatableGp[i];
    if ((locked >> reg & 1) != 0) continue;
    const ValueId owner = OwnerOf(reg, vector);
    if (owner == kNoValue) {
      locked |= 1u << reg;
      return reg;
    }
    if (dying < 0 && (!IsLive(owner) || IsInMemory(owner))) dying = reg;
    victim = reg;
  }
  const int chosen = dying >= 0 ? dying : victim;
  if (chosen < 0) {
    Fail();
    return 0;
  }
  const ValueId owner = OwnerOf(chosen, vector);
  if (dying < 0) {
    EnsureFrame();
    StoreToSlot(owner);
  }
  place(owner).reg = -1;
  locked |= 1u << chosen;
  return chosen;
}

x86::Gp Emitter::GpOf(ValueId v) const { return x86::gpq(static_cast<uint32_t>(place(v).reg)); }
x86::Xmm Emitter::XmmOf(ValueId v) const { return x86::xmm(static_cast<uint32_t>(place(v).reg)); }

void Emitter::LoadGp(const x86::Gp& to, ValueId v) {
  if (info(v).immediate) {
    if (info(v).bits == 0) {
      Check(a_.xor_(to.r32(), to.r32()));
    } else {
      Check(a_.mov(to, info(v).bits));
    }
  } else if (place(v).reg >= 0) {
    if (IsDouble(v)) {
      Check(a_.movq(to, XmmOf(v)));
    } else if (GpOf(v) != to) {
      Check(a_.mov(to, GpOf(v)));
    }
  } else if (IsInMemory(v)) {
    Check(a_.mov(to, MemoryOf(v)));
  } else {
    Fail();
  }
}

void Emitter::LoadXmm(const x86::Xmm& to, ValueId v) {
  if (info(v).immediate) {
    // The only double among them is zero.
    Check(a_.xorps(to, to));
  } else if (place(v).reg >= 0) {
    if (XmmOf(v) != to) Check(a_.movaps(to, XmmOf(v)));
  } else if (IsInMemory(v)) {
    Check(a_.movsd(to, MemoryOf(v)));
  } else {
    Fail();
  }
}

void Emitter::Pin(std::initializer_list<ValueId> operands) {
  for (const ValueId v : operands) {
    if (place(v).reg >= 0) (IsDouble(v) ? locked_xmm_ : locked_gp_) |= 1u << place(v).reg;
  }
}

x86::Gp Emitter::UseGp(ValueId v) {
  if (place(v).reg < 0) {
    const int reg = Allocate(false);
    LoadGp(x86::gpq(static_cast<uint32_t>(reg)), v);
    place(v).reg = static_cast<int8_t>(reg);
  }
  locked_gp_ |= 1u << place(v).reg;
  return GpOf(v);
}

x86::Xmm Emitter::UseXmm(ValueId v) {
  if (place(v).reg < 0) {
    const int reg = Allocate(true);
    LoadXmm(x86::xmm(static_cast<uint32_t>(reg)), v);
    place(v).reg = static_cast<int8_t>(reg);
  }
  locked_xmm_ |= 1u << place(v).reg;
  return XmmOf(v);
}

asmjit::Operand Emitter::Use(ValueId v) {
  if (place(v).reg < 0 && !info(v).immediate && IsInMemory(v)) return MemoryOf(v);
  if (IsDouble(v)) return UseXmm(v);
  return UseGp(v);
}

x86::Gp Emitter::UseBits(ValueId v) {
  if (!IsDouble(v)) return UseGp(v);
  const x86::Gp scratch = ScratchGp();
  LoadGp(scratch, v);
  return scratch;
}

ValueId Emitter::Define(Representation representation, ValueId like) {
  const bool vector = representation == Representation::kDouble;
  int reg = -1;
  if (like != kNoValue && place(like).reg >= 0 && !IsLive(like) && IsDouble(like) == vector) {
    reg = place(like).reg;
    place(like).reg = -1;
  } else {
    reg = Allocate(vector);
    if (like != kNoValue) {
      if (vector) {
        LoadXmm(x86::xmm(static_cast<uint32_t>(reg)), like);
      } else {
        LoadGp(x86::gpq(static_cast<uint32_t>(reg)), like);
      }
    }
  }
  const ValueId v = NewValue(Info{representation});
  place(v).reg = static_cast<int8_t>(reg);
  return v;
}

void Emitter::StoreWord(ValueId v, const x86::Mem& to) {
  if (info(v).immediate && info(v).bits <= 0x7FFFFFFF) {
    Check(a_.mov(to, info(v).bits));
  } else if (place(v).reg >= 0) {
    if (IsDouble(v)) {
      Check(a_.movsd(to, XmmOf(v)));
    } else {
      Check(a_.mov(to, GpOf(v)));
    }
  } else {
    const x86::Gp scratch = ScratchGp();
    LoadGp(scratch, v);
    Check(a_.mov(to, scratch));
  }
}

// ---- frames and paths ----

void Emitter::EnsureFrame() {
  if (state_.framed) return;
  Check(a_.push(x86::rbp));
  Check(a_.mov(x86::rbp, x86::rsp));
  Check(a_.long_().sub(x86::rsp, 0));
  frame_sizes_.push_back(a_.offset() - 4);
  Check(a_.mov(x86::ptr(x86::rbp, -8), x86::rbx));
  Check(a_.mov(x86::ptr(x86::rbp, -16), x86::r12));
  Check(a_.mov(x86::rbx, x86::r11));
  Check(a_.mov(x86::r12, x86::r10));
  state_.framed = true;
  Check(a_.inc(x86::dword_ptr(x86::r12, kActiveOffset)));
}

void Emitter::StoreLive() {
  for (const ValueId v : live_) {
    if (place(v).reg < 0 || IsInMemory(v)) continue;
    EnsureFrame();
    StoreToSlot(v);
  }
}

void Emitter::Join(const State& other) {
  if (state_.framed != other.framed) Fail();
  for (size_t v = 0; v < state_.places.size(); ++v) {
    Place& mine = state_.places[v];
    const Place theirs = v < other.places.size() ? other.places[v] : Place();
    if (mine.reg != theirs.reg) mine.reg = -1;
    mine.stored = mine.stored && theirs.stored;
  }
}

void Emitter::ForgetRegisters() {
  for (Place& place : state_.places) place.reg = -1;
}

void Emitter::Cold(const asmjit::Label& entry, std::function<void()> emit) {
  cold_.push_back({entry, state_, error_target_, live_, std::move(emit)});
}

asmjit::Label Emitter::SetErrorTarget(const asmjit::Label& target) {
  return std::exchange(error_target_, target);
}

void Emitter::Teardown() {
  if (!state_.framed) return;
  Check(a_.dec(x86::dword_ptr(x86::r12, kActiveOffset)));
  Check(a_.mov(x86::rbx, x86::ptr(x86::rbp, -8)));
  Check(a_.mov(x86::r12, x86::ptr(x86::rbp, -16)));
  Check(a_.leave());
}

void Emitter::Return(ValueId v) {
  if (IsDouble(v)) {
    LoadXmm(x86::xmm0, v);
  } else {
    LoadGp(x86::rax, v);
  }
  ReturnVoid();
}

void Emitter::ReturnVoid() {
  Teardown();
  Check(a_.ret());
}

void Emitter::InvalidationPoint(uint32_t assumption, const asmjit::Label& exit) {
  static constexpr uint8_t kNops[8][7] = {{},
                                          {0x90},
                                          {0x66, 0x90},
                                          {0x0F, 0x1F, 0x00},
                                          {0x0F, 0x1F, 0x40, 0x00},
                                          {0x0F, 0x1F, 0x44, 0x00, 0x00},
                                          {0x66, 0x0F, 0x1F, 0x44, 0x00, 0x00},
                                          {0x0F, 0x1F, 0x80, 0x00, 0x00, 0x00, 0x00}};
  // Blocks of code memory start at multiples of 64.
  const size_t offset = a_.offset();
  const size_t padding = jit::InvalidationPoint::Fits(offset) ? 0 : 8 - (offset & 7);
  Check(a_.embed(kNops[padding], padding));
  const asmjit::Label at = NewLabel();
  Bind(at);
  Check(a_.embed(jit::InvalidationPoint::kNop, jit::InvalidationPoint::kBytes));
  points_.push_back({assumption, at, exit});
}

bool Emitter::Finish() {
  // Cold code may ask for more of it.
  for (size_t i = 0; i < cold_.size(); ++i) {
    ColdCode cold = std::move(cold_[i]);
    Bind(cold.entry);
    state_ = std::move(cold.state);
    state_.places.resize(values_.size());
    error_target_ = cold.error_target;
    live_ = std::move(cold.live);
    Unlock();
    cold.emit();
  }
  if (!frame_sizes_.empty()) {
    Bind(error_exit_);
    state_.framed = true;
    Check(a_.xor_(x86::eax, x86::eax));
    Check(a_.xorps(x86::xmm0, x86::xmm0));
    ReturnVoid();
  }
  const uint32_t size = (kFixedFrame + 8 * (slots_ + outgoing_) + 15) & ~15u;
  uint8_t* bytes = a_.code()->textSection()->buffer().data();
  for (const size_t at : frame_sizes_) std::memcpy(bytes + at, &size, sizeof(size));
  return !failed_;
}

}  // namespace krait::jit
