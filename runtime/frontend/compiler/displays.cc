// Displays of lists, tuples, sets and dictionaries, and formatted strings.

#include "runtime/frontend/compiler/generator.h"
#include "runtime/isolate.h"

namespace krait::compiler {

namespace {

// Elements that are put into registers at once; longer displays grow piece by piece.
constexpr size_t kMaxAtOnce = 64;

// From so many constants on, a list is made by extending an empty one with a tuple.
constexpr size_t kMinConstantList = 3;
constexpr size_t kMinConstantSet = 3;

bool HasStar(ast::NodeList<ast::ExprNode> elements) {
  for (const ast::ExprNode* element : elements) {
    if (element->kind == ast::NodeKind::kStarred) return true;
  }
  return false;
}

}  // namespace

void Generator::BuildListFrom(ast::NodeList<ast::ExprNode> elements, Register to, Register from,
                              int present, const ast::Position& at) {
  size_t i = 0;
  const Register mark = top();
  if (present == 0) {
    // The leading plain elements go in at once.
    const Register base = top();
    while (i < elements.size() && i < kMaxAtOnce && elements[i]->kind != ast::NodeKind::kStarred) {
      ToNew(elements[i++]);
    }
    from = base;
    present = static_cast<int>(i);
  }
  At(at);
  code().Emit(Op::kBuildList, to, from, present);
  PopTo(mark);
  for (; i < elements.size(); ++i) {
    const auto* star = ast::DynamicCast<ast::Starred>(elements[i]);
    const Register r = Any(star != nullptr ? star->value : elements[i]);
    At(at);
    if (star != nullptr) {
      code().EmitSite(Op::kListExtend, to, r, 0);
    } else {
      code().Emit(Op::kListAppend, to, r);
    }
    PopTo(mark);
  }
}

Operand Generator::SequenceDisplay(const ast::List* e, Register hint) {
  const bool tuple = e->kind == ast::NodeKind::kTuple;
  const Register mark = top();
  if (tuple || e->elts.size() >= kMinConstantList) {
    gc::RootVector items(iso_->heap());
    if (ConstantItems(e->elts, &items, 0)) {
      const Value constant = constants_.TupleOf({items.data(), items.size()});
      if (constant.IsEmpty()) FailPending();
      if (tuple) return Operand::OfConstant(constant);
      const Register to = TemporaryTarget(hint);
      At(*e);
      code().Emit(Op::kBuildList, to, to, 0);
      const Register r = Push();
      Load(r, constant);
      code().EmitSite(Op::kListExtend, to, r, 0);
      PopTo(r);
      return Operand::InRegister(to);
    }
  }
  if (!HasStar(e->elts) && e->elts.size() <= kMaxAtOnce) {
    for (const ast::ExprNode* element : e->elts) ToNew(element);
    PopTo(mark);
    const Register to = Target(hint);
    At(*e);
    code().Emit(tuple ? Op::kBuildTuple : Op::kBuildList, to, mark,
                static_cast<int>(e->elts.size()));
    return Operand::InRegister(to);
  }
  const Register to = TemporaryTarget(hint);
  BuildListFrom(e->elts, to, kAnywhere, 0, *e);
  if (tuple) code().Emit(Op::kListToTuple, to, to);
  return Operand::InRegister(to);
}

Operand Generator::SetDisplay(const ast::Set* e, Register hint) {
  const Register mark = top();
  gc::RootVector items(iso_->heap());
  if (e->elts.size() >= kMinConstantSet && ConstantItems(e->elts, &items, 0)) {
    // By way of a frozenset, as in CPython: the order of the set follows from it.
    const Value constant = FrozenSetOf(items);
    const Register to = TemporaryTarget(hint);
    At(*e);
    code().EmitSite(Op::kBuildSet, to, to, 0);
    const Register r = Push();
    Load(r, constant);
    code().EmitSite(Op::kSetUpdate, to, r, 0);
    PopTo(r);
    return Operand::InRegister(to);
  }
  if (!HasStar(e->elts) && e->elts.size() <= kMaxAtOnce) {
    for (const ast::ExprNode* element : e->elts) ToNew(element);
    PopTo(mark);
    const Register to = Target(hint);
    At(*e);
    code().EmitSite(Op::kBuildSet, to, mark, static_cast<int>(e->elts.size()));
    return Operand::InRegister(to);
  }
  const Register to = TemporaryTarget(hint);
  const Register inner = top();
  At(*e);
  code().EmitSite(Op::kBuildSet, to, to, 0);
  for (const ast::ExprNode* element : e->elts) {
    const auto* star = ast::DynamicCast<ast::Starred>(element);
    const Register r = Any(star != nullptr ? star->value : element);
    At(*e);
    if (star != nullptr) {
      code().EmitSite(Op::kSetUpdate, to, r, 0);
    } else {
      code().EmitSite(Op::kSetAdd, to, r, 0);
    }
    PopTo(inner);
  }
  return Operand::InRegister(to);
}

// Makes the dictionary of items [begin, end), which have keys, in r[to]: a temporary or the hint.
void Generator::DictPairs(const ast::Dict* e, size_t begin, size_t end, Register to) {
  const Register base = top();
  const size_t count = end - begin;
  gc::RootVector keys(iso_->heap());
  if (count > 1 && ConstantItems(e->keys.subspan(begin, count), &keys, 0)) {
    for (size_t i = begin; i < end; ++i) ToNew(e->values[i]);
    At(*e);
    code().EmitExtra(Op::kBuildConstKeyMap, to, base, static_cast<int>(count),
                     u_->constants.Add(constants_.TupleOf({keys.data(), keys.size()})));
  } else {
    for (size_t i = begin; i < end; ++i) {
      ToNew(e->keys[i]);
      ToNew(e->values[i]);
    }
    At(*e);
    code().EmitSite(Op::kBuildMap, to, base, static_cast<int>(count));
  }
  PopTo(base);
}

Operand Generator::DictDisplay(const ast::Dict* e, Register hint) {
  const size_t count = e->values.size();
  bool unpacking = false;
  for (const ast::ExprNode* key : e->keys) unpacking |= key == nullptr;
  if (!unpacking && count <= kMaxAtOnce) {
    // One instruction makes it, so that a local may be its destination.
    if (hint >= 0) {
      DictPairs(e, 0, count, hint);
      return Operand::InRegister(hint);
    }
    const Register to = Push();
    PopTo(to);
    DictPairs(e, 0, count, to);
    return Operand::InRegister(Push());
  }
  const Register to = TemporaryTarget(hint);
  const Register inner = top();
  bool made = false;
  for (size_t i = 0; i < count;) {
    size_t end = i;
    while (end < count && e->keys[end] != nullptr && end - i < kMaxAtOnce) ++end;
    if (end > i) {
      const Register part = made ? Push() : to;
      DictPairs(e, i, end, part);
      if (made) code().EmitSite(Op::kDictUpdate, to, part, 0);
      made = true;
      i = end;
    } else {
      if (!made) {
        At(*e);
        code().EmitSite(Op::kBuildMap, to, to, 0);
        made = true;
      }
      const Register other = Any(e->values[i]);
      At(*e);
      code().EmitSite(Op::kDictUpdate, to, other, 0);
      ++i;
    }
    PopTo(inner);
  }
  return Operand::InRegister(to);
}

// ---- formatted strings

Operand Generator::FormattedString(const ast::FormattedValue* e, Register hint) {
  const Register mark = top();
  int bits = 0;
  switch (e->conversion) {
    case 's':
      bits = 1;
      break;
    case 'r':
      bits = 2;
      break;
    case 'a':
      bits = 3;
      break;
    default:
      break;
  }
  Register value;
  if (e->format_spec == nullptr) {
    value = Any(e->value);
  } else {
    value = ToNew(e->value);
    ToNew(e->format_spec);
    bits |= 4;
  }
  PopTo(mark);
  const Register to = Target(hint);
  At(*e);
  code().EmitSite(Op::kFormatValue, to, value, bits);
  return Operand::InRegister(to);
}

Operand Generator::JoinedString(const ast::JoinedStr* e, Register hint) {
  const Register mark = top();
  const size_t count = e->values.size();
  if (count == 0) return Operand::OfConstant(constants_.String(""));
  if (count == 1) return Evaluate(e->values[0], hint);
  for (size_t i = 0; i < count; ++i) {
    ToNew(e->values[i]);
    // A long one is joined piece by piece.
    if (static_cast<size_t>(top() - mark) == kMaxAtOnce && i + 1 < count) {
      At(*e);
      code().Emit(Op::kBuildString, mark, mark, top() - mark);
      PopTo(mark + 1);
    }
  }
  const int pieces = top() - mark;
  PopTo(mark);
  const Register to = Target(hint);
  At(*e);
  code().Emit(Op::kBuildString, to, mark, pieces);
  return Operand::InRegister(to);
}

}  // namespace krait::compiler
