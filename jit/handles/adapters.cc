#include "jit/handles/adapters.h"

#include <asmjit/x86.h>

#include <bit>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "callsite/invocation_context.h"
#include "jit/code/free_space.h"
#include "jit/handles/calling_convention.h"
#include "jit/handles/installer.h"
#include "jit/handles/stub_data.h"

namespace krait::jit {
namespace {

namespace x86 = asmjit::x86;
using callsite::InvocationContext;
using callsite::MethodType;
using callsite::Representation;

x86::Gp General(int id) { return x86::gpq(static_cast<uint32_t>(id)); }
x86::Xmm Vector(int id) { return x86::xmm(static_cast<uint32_t>(id)); }

void StoreResult(x86::Assembler& a, Representation result, const x86::Mem& to) {
  switch (result) {
    case Representation::kVoid:
      break;
    case Representation::kDouble:
      a.movsd(to, x86::xmm0);
      break;
    case Representation::kBool:
      a.movzx(x86::eax, x86::al);
      [[fallthrough]];
    default:
      a.mov(to, x86::rax);
  }
}

// rdi context, rsi data, rdx words, rcx where the result goes. The frame counts as one of the body:
// the data stays, and so do these adapters.
void EmitWords(x86::Assembler& a, const MethodType& type) {
  a.push(x86::rbp);
  a.mov(x86::rbp, x86::rsp);
  a.push(x86::rbx);
  a.push(x86::r12);
  a.push(x86::r13);
  a.mov(x86::rbx, x86::rdi);
  a.mov(x86::r12, x86::rcx);
  a.mov(x86::r13, x86::rsi);
  a.mov(x86::r11, x86::rdi);
  a.mov(x86::r10, x86::rsi);
  a.mov(x86::rax, x86::rdx);
  ArgumentCursor count;
  for (int i = 0; i < type.arity(); ++i) count.Next(type.at(i));
  constexpr int kAlignment = 8;
  a.sub(x86::rsp, (count.stack_words() + 1) / 2 * 16 + kAlignment);
  ArgumentCursor cursor;
  for (int i = 0; i < type.arity(); ++i) {
    const x86::Mem word = x86::ptr(x86::rax, 8 * i, 8);
    const ArgumentPlace at = cursor.Next(type.at(i));
    if (!at.in_register) {
      // xmm15 is an argument of nothing.
      a.movsd(x86::xmm15, word);
      a.movsd(x86::ptr(x86::rsp, 8 * at.index, 8), x86::xmm15);
    } else if (type.at(i) == Representation::kDouble) {
      a.movsd(Vector(at.index), word);
    } else {
      a.mov(General(at.index), word);
    }
  }
  a.inc(x86::dword_ptr(x86::r13, kActiveOffset));
  a.call(x86::ptr(x86::r10, kEntryOffset, 8));
  a.dec(x86::dword_ptr(x86::r13, kActiveOffset));
  StoreResult(a, type.result(), x86::ptr(x86::r12, 0, 8));
  a.xor_(x86::eax, x86::eax);
  a.cmp(x86::dword_ptr(x86::rbx, InvocationContext::kFailedOffset), 0);
  a.sete(x86::al);
  a.mov(x86::rbx, x86::ptr(x86::rbp, -8, 8));
  a.mov(x86::r12, x86::ptr(x86::rbp, -16, 8));
  a.mov(x86::r13, x86::ptr(x86::rbp, -24, 8));
  a.leave();
  a.ret();
}

// The context and the data leave the first two places, the others move up.
void EmitTyped(x86::Assembler& a, const ArgumentCursor& used) {
  constexpr int kTaken = 2;
  a.mov(x86::r11, x86::rdi);
  a.mov(x86::r10, x86::rsi);
  for (int i = 0; i < used.general(); ++i) {
    const x86::Gp to = General(ArgumentCursor::kGeneralRegisters[i]);
    const int from = i + kTaken;
    if (from < ArgumentCursor::kGeneral) {
      a.mov(to, General(ArgumentCursor::kGeneralRegisters[from]));
    } else {
      a.mov(to, x86::ptr(x86::rsp, 8 * (from - ArgumentCursor::kGeneral + 1), 8));
    }
  }
  a.jmp(x86::ptr(x86::r10, kEntryOffset, 8));
}

// Entered in place of the body, the first time after somebody looked.
void EmitTouch(x86::Assembler& a) {
  a.mov(x86::rax, x86::ptr(x86::r10, kBodyOffset, 8));
  a.mov(x86::ptr(x86::r10, kEntryOffset, 8), x86::rax);
  a.jmp(x86::rax);
}

// r10 is the record; the arguments are where a C++ caller put them.
void EmitMiss(x86::Assembler& a, const MethodType& type) {
  const int room = ((type.arity() + 1) * 8 + 15) & ~15;
  a.push(x86::rbp);
  a.mov(x86::rbp, x86::rsp);
  a.sub(x86::rsp, room);
  ArgumentCursor cursor;
  for (int i = 0; i < type.arity(); ++i) {
    const x86::Mem word = x86::ptr(x86::rsp, 8 * i, 8);
    const ArgumentPlace at = cursor.Next(type.at(i));
    if (!at.in_register) {
      a.mov(x86::rax, x86::ptr(x86::rbp, 16 + 8 * at.index, 8));
      if (type.at(i) == Representation::kBool) a.movzx(x86::eax, x86::al);
      a.mov(word, x86::rax);
    } else if (type.at(i) == Representation::kDouble) {
      a.movsd(word, Vector(at.index));
    } else {
      const x86::Gp from = General(at.index);
      if (type.at(i) == Representation::kBool) a.movzx(from.r32(), from.r8());
      a.mov(word, from);
    }
  }
  const x86::Mem result = x86::ptr(x86::rsp, 8 * type.arity(), 8);
  a.mov(x86::rdi, x86::r10);
  a.mov(x86::rsi, x86::rsp);
  a.lea(x86::rdx, result);
  a.mov(x86::rax, reinterpret_cast<uint64_t>(&FunctionMissed));
  a.call(x86::rax);
  if (type.result() == Representation::kDouble) {
    a.movsd(x86::xmm0, result);
  } else if (type.result() != Representation::kVoid) {
    a.mov(x86::rax, result);
  }
  a.leave();
  a.ret();
}

std::string KeyOf(const MethodType& type) {
  std::string key(1, static_cast<char>(type.result()));
  for (int i = 0; i < type.arity(); ++i) key.push_back(static_cast<char>(type.at(i)));
  return key;
}

}  // namespace

absl::StatusOr<Adapters*> AdapterTable::Get(const MethodType& type) {
  std::string key = KeyOf(type);
  if (const auto found = adapters_.find(key); found != adapters_.end()) return found->second.get();
  absl::StatusOr<std::unique_ptr<Adapters>> made = Make(type);
  if (!made.ok()) return made.status();
  return adapters_.emplace(std::move(key), *std::move(made)).first->second.get();
}

void AdapterTable::FreeUnused() {
  std::erase_if(adapters_, [this](const auto& entry) {
    if (entry.second->users != 0) return false;
    memory_.Free(*entry.second->block);
    return true;
  });
}

absl::StatusOr<std::unique_ptr<Adapters>> AdapterTable::Make(const MethodType& type) {
  ArgumentCursor used;
  for (int i = 0; i < type.arity(); ++i) used.Next(type.at(i));
  CodeBuffer buffer;
  x86::Assembler a(&buffer.holder());
  EmitWords(a, type);
  a.align(asmjit::AlignMode::kCode, FreeSpace::kGranule);
  const size_t typed = a.offset();
  const bool has_typed = used.stack_words() == 0;
  if (has_typed) EmitTyped(a, used);
  a.align(asmjit::AlignMode::kCode, 16);
  const size_t touch = a.offset();
  EmitTouch(a);
  a.align(asmjit::AlignMode::kCode, 16);
  const size_t miss = a.offset();
  EmitMiss(a, type);
  absl::StatusOr<CodeBlock*> block =
      buffer.Install(memory_, nullptr, absl::StrCat("krait adapters ", type.ToString()));
  if (!block.ok()) return block.status();
  auto adapters = std::make_unique<Adapters>();
  const uint8_t* code = (*block)->code();
  adapters->block = *block;
  adapters->words = std::bit_cast<callsite::StubEntry>(code);
  if (has_typed) adapters->typed = code + typed;
  adapters->touch = code + touch;
  adapters->miss = code + miss;
  return adapters;
}

}  // namespace krait::jit
