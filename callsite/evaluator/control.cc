#include "callsite/combinators/loops.h"
#include "callsite/evaluator/cases.h"
#include "callsite/shared_switch_point.h"
#include "callsite/word_conversion.h"

namespace krait::callsite {

uint64_t ErrorWord(const PendingError& error, Representation representation) {
  switch (representation) {
    case Representation::kInt64:
      return static_cast<uint64_t>(error.code);
    case Representation::kValue:
      return error.value.bits();
    default:
      return reinterpret_cast<uint64_t>(&error);
  }
}

bool EvaluateGuardWithTest(const MethodHandle& handle, InvocationContext& context,
                           const uint64_t* arguments, uint64_t* result) {
  uint64_t holds = 0;
  if (!Evaluate(*handle.child(0), context, arguments, &holds)) return false;
  return Evaluate(*handle.child(holds != 0 ? 1 : 2), context, arguments, result);
}

bool EvaluateSwitchPointGuard(const MethodHandle& handle, InvocationContext& context,
                              const uint64_t* arguments, uint64_t* result) {
  const bool valid = static_cast<const SharedSwitchPoint*>(handle.resource())->valid();
  return Evaluate(*handle.child(valid ? 0 : 1), context, arguments, result);
}

bool EvaluateCatchException(const MethodHandle& handle, InvocationContext& context,
                            const uint64_t* arguments, uint64_t* result) {
  if (Evaluate(*handle.child(0), context, arguments, result)) return true;
  if (handle.index() != 0 && context.error().code != handle.index()) return false;
  const PendingError error = context.TakeError();
  const MethodHandle& handler = *handle.child(1);
  const int arity = handler.type()->arity();
  uint64_t* words = KRAIT_WORDS(arity);
  words[0] = ErrorWord(error, handler.type()->at(0));
  CopyWords(words + 1, arguments, arity - 1);
  return Evaluate(handler, context, words, result);
}

bool EvaluateTryFinally(const MethodHandle& handle, InvocationContext& context,
                        const uint64_t* arguments, uint64_t* result) {
  const MethodHandle& target = *handle.child(0);
  const MethodHandle& cleanup = *handle.child(1);
  const Representation r = target.type()->result();
  const int arity = cleanup.type()->arity();
  uint64_t* words = KRAIT_WORDS(arity);
  uint64_t target_result = 0;
  const bool done = Evaluate(target, context, arguments, &target_result);
  PendingError error;
  if (!done) error = context.TakeError();
  words[0] = done ? 0 : ErrorWord(error, cleanup.type()->at(0));
  int fixed = 1;
  if (r != Representation::kVoid) words[fixed++] = done ? target_result : ZeroWord(r);
  CopyWords(words + fixed, arguments, arity - fixed);
  if (!Evaluate(cleanup, context, words, result)) return false;
  return done || context.Fail(std::move(error));
}

bool EvaluateTableSwitch(const MethodHandle& handle, InvocationContext& context,
                         const uint64_t* arguments, uint64_t* result) {
  // Negative ones are large as unsigned ones.
  const uint64_t cases = static_cast<uint64_t>(handle.child_count() - 1);
  const int chosen = arguments[0] < cases ? static_cast<int>(arguments[0]) + 1 : 0;
  return Evaluate(*handle.child(chosen), context, arguments, result);
}

namespace {

// The first value of a loop's only variable. `init` may be null.
bool First(const MethodHandle* init, Representation v, InvocationContext& context,
           const uint64_t* arguments, uint64_t* word) {
  if (init != nullptr) return Evaluate(*init, context, arguments, word);
  if (v != Representation::kVoid) *word = ZeroWord(v);
  return true;
}

}  // namespace

bool EvaluateCountedLoop(const MethodHandle& handle, InvocationContext& context,
                         const uint64_t* arguments, uint64_t* result) {
  const MethodHandle& body = *handle.child(3);
  const Representation v = body.type()->result();
  const int variables = v == Representation::kVoid ? 0 : 1;
  const int arity = handle.type()->arity();
  uint64_t start = 0;
  uint64_t end = 0;
  // [V] i A...
  uint64_t* words = KRAIT_WORDS(arity + 2);
  CopyWords(words + variables + 1, arguments, arity);
  if (!Evaluate(*handle.child(0), context, arguments, &start) ||
      !Evaluate(*handle.child(1), context, arguments, &end) ||
      !First(handle.child(2), v, context, arguments, words)) {
    return false;
  }
  uint64_t next = 0;
  for (auto i = static_cast<int64_t>(start); i < static_cast<int64_t>(end); ++i) {
    if (!context.Safepoint()) return false;
    words[variables] = static_cast<uint64_t>(i);
    if (!Evaluate(body, context, words, &next)) return false;
    if (variables != 0) words[0] = next;
  }
  if (variables != 0) *result = words[0];
  return true;
}

bool EvaluateIteratedLoop(const MethodHandle& handle, InvocationContext& context,
                          const uint64_t* arguments, uint64_t* result) {
  const MethodHandle& body = *handle.child(4);
  const Representation v = body.type()->result();
  const int variables = v == Representation::kVoid ? 0 : 1;
  const int arity = handle.type()->arity();
  uint64_t iterator = 0;
  // [V] T A...
  uint64_t* words = KRAIT_WORDS(arity + 2);
  CopyWords(words + variables + 1, arguments, arity);
  if (!Evaluate(*handle.child(0), context, arguments, &iterator) ||
      !First(handle.child(3), v, context, arguments, words)) {
    return false;
  }
  for (;;) {
    uint64_t more = 0;
    uint64_t next = 0;
    if (!context.Safepoint() || !Evaluate(*handle.child(1), context, &iterator, &more))
      return false;
    if (more == 0) break;
    if (!Evaluate(*handle.child(2), context, &iterator, words + variables) ||
        !Evaluate(body, context, words, &next)) {
      return false;
    }
    if (variables != 0) words[0] = next;
  }
  if (variables != 0) *result = words[0];
  return true;
}

namespace {

// With one variable, and a test before or after the body.
bool TestedLoop(const MethodHandle* init, const MethodHandle& test, const MethodHandle& body,
                bool test_first, InvocationContext& context, int arity, const uint64_t* arguments,
                uint64_t* result) {
  const Representation v = body.type()->result();
  const int variables = v == Representation::kVoid ? 0 : 1;
  uint64_t* words = KRAIT_WORDS(arity + 1);
  CopyWords(words + variables, arguments, arity);
  if (!First(init, v, context, arguments, words)) return false;
  for (bool tests = test_first;; tests = true) {
    uint64_t more = 1;
    uint64_t next = 0;
    if (!context.Safepoint()) return false;
    if (tests && !Evaluate(test, context, words, &more)) return false;
    if (more == 0) break;
    if (!Evaluate(body, context, words, &next)) return false;
    if (variables != 0) words[0] = next;
  }
  if (variables != 0) *result = words[0];
  return true;
}

}  // namespace

bool EvaluateWhileLoop(const MethodHandle& handle, InvocationContext& context,
                       const uint64_t* arguments, uint64_t* result) {
  return TestedLoop(handle.child(0), *handle.child(1), *handle.child(2), true, context,
                    handle.type()->arity(), arguments, result);
}

bool EvaluateDoWhileLoop(const MethodHandle& handle, InvocationContext& context,
                         const uint64_t* arguments, uint64_t* result) {
  return TestedLoop(handle.child(0), *handle.child(2), *handle.child(1), false, context,
                    handle.type()->arity(), arguments, result);
}

bool EvaluateLoop(const MethodHandle& handle, InvocationContext& context, const uint64_t* arguments,
                  uint64_t* result) {
  const int clauses = handle.child_count() / 4;
  const int arity = handle.type()->arity();
  // V... A...
  uint64_t* words = KRAIT_WORDS(arity + clauses);
  int variables = 0;
  for (int c = 0; c < clauses; ++c) {
    const Representation v = LoopVariable(handle, c);
    if (!First(handle.child(c * 4), v, context, arguments, words + variables)) return false;
    if (v != Representation::kVoid) ++variables;
  }
  CopyWords(words + variables, arguments, arity);
  for (;;) {
    if (!context.Safepoint()) return false;
    int variable = 0;
    for (int c = 0; c < clauses; ++c) {
      const bool has_variable = LoopVariable(handle, c) != Representation::kVoid;
      const MethodHandle* step = handle.child(c * 4 + 1);
      const MethodHandle* test = handle.child(c * 4 + 2);
      uint64_t next = 0;
      if (step != nullptr && !Evaluate(*step, context, words, &next)) return false;
      if (step != nullptr && has_variable) words[variable] = next;
      variable += has_variable ? 1 : 0;
      uint64_t more = 1;
      if (test != nullptr && !Evaluate(*test, context, words, &more)) return false;
      if (more != 0) continue;
      if (const MethodHandle* end = handle.child(c * 4 + 3)) {
        return Evaluate(*end, context, words, result);
      }
      const Representation r = handle.type()->result();
      if (r != Representation::kVoid) *result = ZeroWord(r);
      return true;
    }
  }
}

}  // namespace krait::callsite
