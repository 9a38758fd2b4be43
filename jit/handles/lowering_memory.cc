// Memory: fields and arrays of the host, arguments as arrays, slots of objects, cells.
#include <bit>
#include <cstddef>
#include <span>

#include "callsite/handle_kinds.h"
#include "gc/header.h"
#include "jit/handles/lowering.h"

namespace krait::jit {

using callsite::FieldType;
using callsite::HandleKind;
using callsite::HostArray;
using callsite::Representation;

namespace {

int32_t SizeOf(FieldType type) {
  static constexpr int32_t kSizes[] = {
#define KRAIT_FIELD_TYPE(Name, cpp, representation) sizeof(cpp),
      KRAIT_FIELD_TYPES(KRAIT_FIELD_TYPE)
#undef KRAIT_FIELD_TYPE
  };
  return kSizes[static_cast<size_t>(type)];
}

}  // namespace

// ---- memory of the host ----

ValueId Lowering::LoadField(const x86::Mem& from, FieldType type) {
  const auto sized = [&](uint32_t size) {
    x86::Mem m = from;
    m.setSize(size);
    return m;
  };
  const Representation representation = [&] {
    switch (type) {
#define KRAIT_FIELD_TYPE(Name, cpp, representation) \
  case FieldType::k##Name:                          \
    return Representation::k##representation;
      KRAIT_FIELD_TYPES(KRAIT_FIELD_TYPE)
#undef KRAIT_FIELD_TYPE
    }
    return Representation::kVoid;
  }();
  const ValueId v = e_.Define(representation);
  switch (type) {
    case FieldType::kInt8:
      Emit(a_.movsx(e_.GpOf(v), sized(1)));
      break;
    case FieldType::kInt16:
      Emit(a_.movsx(e_.GpOf(v), sized(2)));
      break;
    case FieldType::kInt32:
      Emit(a_.movsxd(e_.GpOf(v), sized(4)));
      break;
    case FieldType::kUInt8:
      Emit(a_.movzx(e_.GpOf(v).r32(), sized(1)));
      break;
    case FieldType::kUInt16:
      Emit(a_.movzx(e_.GpOf(v).r32(), sized(2)));
      break;
    case FieldType::kUInt32:
      Emit(a_.mov(e_.GpOf(v).r32(), sized(4)));
      break;
    case FieldType::kFloat:
      Emit(a_.xorps(e_.XmmOf(v), e_.XmmOf(v)));
      Emit(a_.cvtss2sd(e_.XmmOf(v), sized(4)));
      break;
    case FieldType::kDouble:
      Emit(a_.movsd(e_.XmmOf(v), sized(8)));
      break;
    case FieldType::kBool:
      Emit(a_.movzx(e_.GpOf(v).r32(), sized(1)));
      break;
    case FieldType::kInt64:
    case FieldType::kUInt64:
    case FieldType::kPointer:
    case FieldType::kValue:
      Emit(a_.mov(e_.GpOf(v), sized(8)));
      break;
  }
  return v;
}

void Lowering::StoreField(const x86::Mem& to, FieldType type, ValueId value) {
  const auto sized = [&](uint32_t size) {
    x86::Mem m = to;
    m.setSize(size);
    return m;
  };
  switch (type) {
    case FieldType::kInt8:
    case FieldType::kUInt8:
    case FieldType::kBool:
      Emit(a_.mov(sized(1), e_.UseGp(value).r8()));
      break;
    case FieldType::kInt16:
    case FieldType::kUInt16:
      Emit(a_.mov(sized(2), e_.UseGp(value).r16()));
      break;
    case FieldType::kInt32:
    case FieldType::kUInt32:
      Emit(a_.mov(sized(4), e_.UseGp(value).r32()));
      break;
    case FieldType::kFloat:
      Emit(a_.cvtsd2ss(Emitter::ScratchXmm(), e_.UseXmm(value)));
      Emit(a_.movss(sized(4), Emitter::ScratchXmm()));
      break;
    case FieldType::kDouble:
      Emit(a_.movsd(sized(8), e_.UseXmm(value)));
      break;
    case FieldType::kInt64:
    case FieldType::kUInt64:
    case FieldType::kPointer:
    case FieldType::kValue:
      Emit(a_.mov(sized(8), e_.UseGp(value)));
      break;
  }
}

x86::Mem Lowering::Address(Node node, Values arguments, const asmjit::Label& refused) {
  const x86::Gp base = e_.UseGp(arguments[0]);
  Emit(a_.test(base, base));
  Emit(a_.je(refused));
  const HandleKind kind = node.handle->kind();
  if (kind == HandleKind::kGetField || kind == HandleKind::kSetField) {
    return x86::ptr(base, node.handle->index());
  }
  if (kind == HandleKind::kArrayLength) {
    return x86::ptr(base, static_cast<int32_t>(offsetof(callsite::HostArray, length)));
  }
  const x86::Gp index = e_.UseGp(arguments[1]);
  Emit(a_.test(index, index));
  Emit(a_.js(refused));
  Emit(a_.cmp(index,
              x86::ptr(base, static_cast<int32_t>(offsetof(callsite::HostArray, length)), 8)));
  Emit(a_.jge(refused));
  Emit(a_.mov(e_.ScratchGp(),
              x86::ptr(base, static_cast<int32_t>(offsetof(callsite::HostArray, data)), 8)));
  const auto size = static_cast<uint32_t>(SizeOf(static_cast<FieldType>(node.handle->word(0))));
  return x86::ptr(e_.ScratchGp(), index, static_cast<uint32_t>(std::countr_zero(size)));
}

// What is refused is done again by the evaluator, which finds the same and says so.
ValueId Lowering::LowerMemory(Node node, Values arguments) {
  const HandleKind kind = node.handle->kind();
  const bool loads = node.handle->type()->result() != Representation::kVoid;
  // All operands are in registers before the first jump: the cold code finds them there.
  for (const ValueId v : arguments) e_.Pin({v});
  for (const ValueId v : arguments) {
    if (e_.representation(v) == Representation::kDouble) {
      e_.UseXmm(v);
    } else {
      e_.UseGp(v);
    }
  }
  const x86::Mem at = Address(node, arguments, Refusal(node.data, arguments));
  ValueId v = kNoValue;
  const auto type = kind == HandleKind::kArrayLength ? FieldType::kInt64
                                                     : static_cast<FieldType>(node.handle->word(0));
  if (loads) {
    v = LoadField(at, type);
  } else {
    StoreField(at, type, arguments.back());
  }
  e_.Unlock();
  return v;
}

asmjit::Label Lowering::Refusal(uint32_t handle_word, Values arguments) {
  const asmjit::Label refused = e_.NewLabel();
  e_.Cold(refused, [=, this, given = std::vector<ValueId>(arguments.begin(), arguments.end())] {
    FailWithWords(handle_word, given);
  });
  return refused;
}

// ---- arrays of arguments ----

std::vector<ValueId> Lowering::Spread(Node node, Values arguments) {
  const auto position = static_cast<size_t>(node.handle->index());
  const auto count = static_cast<int32_t>(node.handle->word(0));
  const auto type = static_cast<FieldType>(node.handle->word(1));
  const Emitter::Keep keep(e_, arguments);
  const x86::Gp array = e_.UseGp(arguments[position]);
  const ValueId data = e_.Define(Representation::kPointer);
  const asmjit::Label refused = Refusal(node.data, arguments);
  const asmjit::Label empty = e_.NewLabel();
  Emit(a_.test(array, array));
  // No array is as good as an empty one.
  Emit(a_.je(count == 0 ? empty : refused));
  Emit(a_.cmp(x86::ptr(array, static_cast<int32_t>(offsetof(HostArray, length)), 8), count));
  Emit(a_.jne(refused));
  Emit(a_.mov(e_.GpOf(data), x86::ptr(array, static_cast<int32_t>(offsetof(HostArray, data)), 8)));
  e_.Bind(empty);
  e_.Unlock();
  std::vector<ValueId> result(arguments.begin(), arguments.begin() + node.handle->index());
  const Emitter::Keep keep_data(e_, data);
  for (int32_t i = 0; i < count; ++i) {
    const Emitter::Keep keep_elements(e_, std::span(result).subspan(position));
    const x86::Gp from = e_.UseGp(data);
    result.push_back(LoadField(x86::ptr(from, i * SizeOf(type)), type));
    e_.Unlock();
  }
  result.insert(result.end(), arguments.begin() + node.handle->index() + 1, arguments.end());
  return result;
}

std::vector<ValueId> Lowering::Gathered(Node node, Values arguments) {
  const auto position = static_cast<size_t>(node.handle->index());
  const auto count = static_cast<int32_t>(node.handle->word(0));
  const auto type = static_cast<FieldType>(node.handle->word(1));
  const Emitter::Keep keep(e_, arguments);
  e_.EnsureFrame();
  const x86::Mem elements =
      e_.Slot(e_.NewSlots(static_cast<uint32_t>(count * SizeOf(type) / 8) + 1));
  const x86::Mem array = e_.Slot(e_.NewSlots(sizeof(HostArray) / sizeof(uint64_t)));
  for (int32_t i = 0; i < count; ++i) {
    StoreField(elements.cloneAdjusted(i * SizeOf(type)), type,
               arguments[position + static_cast<size_t>(i)]);
    e_.Unlock();
  }
  Emit(a_.lea(e_.ScratchGp(), elements));
  Emit(a_.mov(array.cloneAdjusted(offsetof(HostArray, data)), e_.ScratchGp()));
  Emit(a_.mov(array.cloneAdjusted(offsetof(HostArray, length)), count));
  const ValueId pointer = e_.Define(Representation::kPointer);
  Emit(a_.lea(e_.GpOf(pointer), array));
  e_.Unlock();
  std::vector<ValueId> result(arguments.begin(), arguments.begin() + node.handle->index());
  result.push_back(pointer);
  result.insert(result.end(), arguments.begin() + node.handle->index() + count, arguments.end());
  return result;
}

// ---- slots of objects, cells ----

namespace {

x86::Mem SlotOf(const x86::Gp& holder, int32_t index) {
  return x86::ptr(holder, static_cast<int32_t>(sizeof(HeapObject)) + 8 * index, 8);
}

}  // namespace

ValueId Lowering::LowerGetSlot(Node node, Values arguments) {
  const x86::Gp holder = e_.UseGp(arguments[0]);
  const ValueId v = e_.Define(Representation::kValue);
  Emit(a_.mov(e_.GpOf(v), SlotOf(holder, node.handle->index())));
  e_.Unlock();
  return v;
}

// The barrier's test in line, which asks nothing of the value that is stored.
ValueId Lowering::LowerSetSlot(Node node, Values arguments) {
  {
    const Emitter::Keep keep(e_, arguments);
    e_.EnsureFrame();
    e_.StoreLive();
  }
  const asmjit::Label log = e_.NewLabel();
  const asmjit::Label done = e_.NewLabel();
  e_.Pin({arguments[0], arguments[1]});
  const x86::Gp holder = e_.UseGp(arguments[0]);
  const x86::Gp value = e_.UseGp(arguments[1]);
  e_.Cold(log, [this, done, object = arguments[0]] {
    const CallArgument call[] = {CallArgument::Context(), CallArgument::Of(object)};
    e_.CallAddress(reinterpret_cast<const void*>(&LogStore), call, Representation::kVoid);
    Emit(a_.jmp(done));
  });
  Emit(a_.mov(SlotOf(holder, node.handle->index()), value));
  Emit(a_.test(x86::byte_ptr(holder, static_cast<int32_t>(offsetof(HeapObject, gc))),
               HeapObject::kUnlogged));
  Emit(a_.jne(log));
  e_.Unlock();
  e_.ForgetRegisters();
  e_.Bind(done);
  return kNoValue;
}

// The value stands behind the header of a cell; Empty is an error.
ValueId Lowering::LowerGetCell(Node node) {
  static_assert(sizeof(HeapObject) % alignof(Value) == 0);
  const ValueId v = e_.Define(Representation::kValue);
  const x86::Gp to = e_.GpOf(v);
  const asmjit::Label refused = Refusal(node.data + 1, {});
  Emit(a_.mov(to, e_.DataWord(node.data)));
  Emit(a_.mov(to, SlotOf(to, 0)));
  Emit(a_.test(to, to));
  Emit(a_.je(refused));
  e_.Unlock();
  return v;
}

}  // namespace krait::jit
