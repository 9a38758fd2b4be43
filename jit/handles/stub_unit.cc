#include "jit/handles/stub_unit.h"

#include <algorithm>
#include <utility>

#include "jit/handles/stub_compiler.h"

namespace krait::jit {

StubUnit::StubUnit(StubCompiler& compiler, const callsite::MethodHandle& handle, Plan&& plan,
                   Body& body, Adapters& adapters)
    : compiler(compiler),
      handle(&handle),
      body(body),
      adapters(adapters),
      words(new uint64_t[Plan::kHeaderWords + plan.data.size()]),
      kept(std::move(plan.inlined)),
      registrations_(new Registration[plan.assumptions.size()]),
      registration_count_(plan.assumptions.size()) {
  words[kEntryOffset / 8] = reinterpret_cast<uint64_t>(adapters.touch);
  words[kActiveOffset / 8] = 0;
  words[kBodyOffset / 8] = reinterpret_cast<uint64_t>(body.block->code());
  std::copy(plan.data.begin(), plan.data.end(), words.get() + Plan::kHeaderWords);
  for (size_t i = 0; i < registration_count_; ++i) {
    registrations_[i].point = plan.assumptions[i].point;
  }
  data = words.get();
  entry = adapters.words;
  typed_entry = adapters.typed;
}

StubUnit::~StubUnit() { Detach(); }

void StubUnit::Attach() {
  for (size_t i = 0; i < registration_count_; ++i) {
    registrations_[i].dependency.Attach(*registrations_[i].point, *this);
  }
}

void StubUnit::Detach() {
  for (size_t i = 0; i < registration_count_; ++i) registrations_[i].dependency.Detach();
}

volatile uint64_t& StubUnit::Word(int offset) const {
  // Machine code writes them, so they are read anew.
  return words[static_cast<size_t>(offset) / sizeof(uint64_t)];
}

uint32_t StubUnit::active_frames() const { return static_cast<uint32_t>(Word(kActiveOffset)); }

bool StubUnit::TakeUse() {
  const bool used = Word(kEntryOffset) == Word(kBodyOffset);
  Word(kEntryOffset) = reinterpret_cast<uint64_t>(adapters.touch);
  // In a forked child without memory their use is no longer seen; they work all the same.
  for (const FunctionRecord* function : functions) (void)function->point.Patch(compiler.memory());
  return used;
}

void StubUnit::NoteUse() { Word(kEntryOffset) = Word(kBodyOffset); }

void StubUnit::OnInvalidated(callsite::SwitchPoint& point) {
  for (const BodyPoint& place : body.points) {
    if (registrations_[place.assumption].point != &point) continue;
    // Fails in a forked child without memory only; the code goes on as it was.
    (void)place.point.Patch(compiler.memory());
  }
  compiler.Retire(*this);
}

}  // namespace krait::jit
