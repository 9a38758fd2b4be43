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
  words[0] = reinterpret_cast<uint64_t>(body.block->code());
  words[1] = 0;
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

uint32_t StubUnit::active_frames() const {
  // Written by machine code, so it is read anew.
  return static_cast<uint32_t>(*static_cast<const volatile uint64_t*>(&words[1]));
}

bool StubUnit::TakeUse() {
  volatile uint8_t* used = reinterpret_cast<uint8_t*>(words.get()) + kUsedOffset;
  const bool result = *used != 0;
  *used = 0;
  return result;
}

void StubUnit::OnInvalidated(callsite::SwitchPoint& point) {
  for (const BodyPoint& place : body.points) {
    if (registrations_[place.assumption].point != &point) continue;
    // Fails in a forked child without memory only; the code goes on as it was.
    (void)place.point.Patch(compiler.memory());
  }
  compiler.Retire(*this);
}

}  // namespace krait::jit
