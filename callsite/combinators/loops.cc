#include "callsite/combinators/loops.h"

#include <vector>

#include "callsite/combinators/checks.h"
#include "callsite/combinators/leaves.h"

namespace krait::callsite {

namespace {

using enum Representation;

// The parts of a loop, each with the parameters that stand before A... in it.
class LoopParts {
 public:
  explicit LoopParts(const char* name) : name_(name) {}

  // `leading` is what the loop itself hands to the part. With A... to follow, the part may stop
  // anywhere.
  absl::Status Add(const char* role, const HandleRef& part, std::vector<Parameter> leading,
                   Representation result) {
    KRAIT_HANDLE_CHECK(CheckResult(name_, role, *part->type(), result));
    parts_.push_back({role, part->type(), std::move(leading)});
    return absl::OkStatus();
  }

  // Finds A... and checks that every part takes the leading ones. Null status value: refused.
  absl::StatusOr<const MethodType*> Type(Representation result, TypeTable& types) {
    std::vector<Parameter> arguments;
    for (const Part& part : parts_) {
      const size_t fixed = part.leading.size();
      const std::span<const Parameter> all = part.type->parameters();
      if (all.size() > fixed + arguments.size()) {
        arguments.assign(all.begin() + static_cast<ptrdiff_t>(fixed), all.end());
      }
    }
    for (const Part& part : parts_) {
      std::vector<Parameter> whole = part.leading;
      whole.insert(whole.end(), arguments.begin(), arguments.end());
      const MethodType* wanted = types.Get(part.type->result(), whole);
      if (wanted == nullptr) return Refuse(name_, "more than 255 parameters");
      KRAIT_HANDLE_CHECK(CheckLeading(name_, part.role, *part.type, *wanted, 0));
    }
    const MethodType* type = types.Get(result, arguments);
    if (type == nullptr) return Refuse(name_, "more than 255 parameters");
    return type;
  }

 private:
  struct Part {
    const char* role;
    const MethodType* type;
    std::vector<Parameter> leading;
  };

  const char* name_;
  std::vector<Part> parts_;
};

std::vector<Parameter> Variables(Representation v, std::initializer_list<Parameter> more = {}) {
  std::vector<Parameter> all;
  if (v != kVoid) all.push_back(v);
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

// The init part of a loop with one variable.
absl::Status AddInit(LoopParts& parts, const char* name, const HandleRef& init,
                     const HandleRef& body) {
  if (!init) return absl::OkStatus();
  KRAIT_HANDLE_CHECK(CheckHandles(name, {&body, &init}));
  return parts.Add("init", init, {}, body->type()->result());
}

absl::StatusOr<HandleRef> Finish(const char* name, HandleKind kind, LoopParts& parts,
                                 Representation result,
                                 std::initializer_list<const HandleRef*> children,
                                 HandleTable& table) {
  absl::StatusOr<const MethodType*> type = parts.Type(result, table.types());
  if (!type.ok()) return type.status();
  std::vector<const MethodHandle*> nodes;
  for (const HandleRef* child : children) nodes.push_back(child->get());
  return Build(name, {.kind = kind, .type = *type, .children = nodes}, table);
}

}  // namespace

absl::StatusOr<HandleRef> CountedLoop(const HandleRef& start, const HandleRef& end,
                                      const HandleRef& init, const HandleRef& body) {
  constexpr const char* kName = "countedLoop";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&start, &end, &body}));
  const Representation v = body->type()->result();
  LoopParts parts(kName);
  KRAIT_HANDLE_CHECK(parts.Add("start", start, {}, kInt64));
  KRAIT_HANDLE_CHECK(parts.Add("end", end, {}, kInt64));
  KRAIT_HANDLE_CHECK(AddInit(parts, kName, init, body));
  KRAIT_HANDLE_CHECK(parts.Add("body", body, Variables(v, {kInt64}), v));
  return Finish(kName, HandleKind::kCountedLoop, parts, v, {&start, &end, &init, &body},
                body->table());
}

absl::StatusOr<HandleRef> CountedLoop(const HandleRef& iterations, const HandleRef& init,
                                      const HandleRef& body) {
  KRAIT_HANDLE_CHECK(CheckHandles("countedLoop", {&iterations, &body}));
  return CountedLoop(Zero(body->table(), kInt64), iterations, init, body);
}

absl::StatusOr<HandleRef> IteratedLoop(const HandleRef& iterator, const HandleRef& has_next,
                                       const HandleRef& next, const HandleRef& init,
                                       const HandleRef& body) {
  constexpr const char* kName = "iteratedLoop";
  KRAIT_HANDLE_CHECK(CheckHandles(kName, {&iterator, &has_next, &next, &body}));
  const Representation v = body->type()->result();
  const Representation it = iterator->type()->result();
  const Representation element = next->type()->result();
  if (it == kVoid || element == kVoid) {
    return Refuse(kName, "the iterator " + iterator->type()->ToString() + " or next " +
                             next->type()->ToString() + " gives no result");
  }
  TypeTable& types = body->table().types();
  KRAIT_HANDLE_CHECK(
      CheckSame(kName, "has-next", *has_next->type(), *types.Get(kBool, {Parameter(it)})));
  KRAIT_HANDLE_CHECK(CheckSame(kName, "next", *next->type(), *types.Get(element, {Parameter(it)})));
  LoopParts parts(kName);
  KRAIT_HANDLE_CHECK(parts.Add("iterator", iterator, {}, it));
  KRAIT_HANDLE_CHECK(AddInit(parts, kName, init, body));
  KRAIT_HANDLE_CHECK(parts.Add("body", body, Variables(v, {element}), v));
  return Finish(kName, HandleKind::kIteratedLoop, parts, v,
                {&iterator, &has_next, &next, &init, &body}, body->table());
}

namespace {

absl::StatusOr<HandleRef> TestedLoop(const char* name, HandleKind kind, const HandleRef& init,
                                     const HandleRef& test, const HandleRef& body) {
  KRAIT_HANDLE_CHECK(CheckHandles(name, {&test, &body}));
  const Representation v = body->type()->result();
  LoopParts parts(name);
  KRAIT_HANDLE_CHECK(AddInit(parts, name, init, body));
  KRAIT_HANDLE_CHECK(parts.Add("test", test, Variables(v), kBool));
  KRAIT_HANDLE_CHECK(parts.Add("body", body, Variables(v), v));
  const bool test_first = kind == HandleKind::kWhileLoop;
  return Finish(name, kind, parts, v,
                {&init, test_first ? &test : &body, test_first ? &body : &test}, body->table());
}

}  // namespace

absl::StatusOr<HandleRef> WhileLoop(const HandleRef& init, const HandleRef& test,
                                    const HandleRef& body) {
  return TestedLoop("whileLoop", HandleKind::kWhileLoop, init, test, body);
}

absl::StatusOr<HandleRef> DoWhileLoop(const HandleRef& init, const HandleRef& body,
                                      const HandleRef& test) {
  return TestedLoop("doWhileLoop", HandleKind::kDoWhileLoop, init, test, body);
}

Representation LoopVariable(const MethodHandle& loop, int clause) {
  const MethodHandle* init = loop.child(clause * 4);
  if (init != nullptr) return init->type()->result();
  const MethodHandle* step = loop.child(clause * 4 + 1);
  return step != nullptr ? step->type()->result() : kVoid;
}

absl::StatusOr<HandleRef> Loop(std::span<const LoopClause> clauses) {
  constexpr const char* kName = "loop";
  const HandleRef* any = nullptr;
  const HandleRef* any_test = nullptr;
  const HandleRef* any_end = nullptr;
  std::vector<Parameter> variables;
  std::vector<const MethodHandle*> children;
  for (const LoopClause& clause : clauses) {
    for (const HandleRef* part : {&clause.init, &clause.step, &clause.test, &clause.end}) {
      children.push_back(part->get());
      if (!*part) continue;
      KRAIT_HANDLE_CHECK(CheckHandles(kName, {any == nullptr ? part : any, part}));
      any = part;
    }
    if (clause.test) any_test = &clause.test;
    if (clause.end) any_end = &clause.end;
    const HandleRef& shown = clause.init ? clause.init : clause.step;
    if (shown && shown->type()->result() != kVoid) variables.push_back(shown->type()->result());
  }
  if (any_test == nullptr) return Refuse(kName, "no clause has a test");
  const Representation result = any_end == nullptr ? kVoid : (*any_end)->type()->result();
  LoopParts parts(kName);
  for (const LoopClause& clause : clauses) {
    if (clause.init && clause.step) {
      KRAIT_HANDLE_CHECK(
          CheckResult(kName, "step", *clause.step->type(), clause.init->type()->result()));
    }
    if (clause.init) {
      KRAIT_HANDLE_CHECK(parts.Add("init", clause.init, {}, clause.init->type()->result()));
    }
    if (clause.step) {
      KRAIT_HANDLE_CHECK(parts.Add("step", clause.step, variables, clause.step->type()->result()));
    }
    if (clause.test) KRAIT_HANDLE_CHECK(parts.Add("test", clause.test, variables, kBool));
    if (clause.end) KRAIT_HANDLE_CHECK(parts.Add("end", clause.end, variables, result));
  }
  HandleTable& table = (*any_test)->table();
  absl::StatusOr<const MethodType*> type = parts.Type(result, table.types());
  if (!type.ok()) return type.status();
  return Build(kName, {.kind = HandleKind::kLoop, .type = *type, .children = children}, table);
}

}  // namespace krait::callsite
