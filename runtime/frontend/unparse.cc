// The tree of an expression as text: minimal parentheses, by the precedence of each place.

#include "runtime/frontend/unparse.h"

#include <charconv>
#include <cmath>
#include <cstdint>

namespace krait::frontend {

namespace {

enum Precedence {
  kPrecTuple,
  kPrecTest,  // if-else, lambda
  kPrecOr,
  kPrecAnd,
  kPrecNot,
  kPrecCompare,
  kPrecExpression,
  kPrecBitOr = kPrecExpression,
  kPrecBitXor,
  kPrecBitAnd,
  kPrecShift,
  kPrecArithmetic,
  kPrecTerm,
  kPrecFactor,
  kPrecPower,
  kPrecAwait,
  kPrecAtom,
};

void AppendRepr(std::string& out, std::string_view text, bool bytes) {
  const bool single = text.find('\'') != std::string_view::npos;
  const bool dual = text.find('"') != std::string_view::npos;
  const char quote = single && !dual ? '"' : '\'';
  if (bytes) out += 'b';
  out += quote;
  static constexpr char kHex[] = "0123456789abcdef";
  for (char c : text) {
    const auto byte = static_cast<uint8_t>(c);
    switch (c) {
      case '\n':
        out += "\\n";
        continue;
      case '\r':
        out += "\\r";
        continue;
      case '\t':
        out += "\\t";
        continue;
      case '\\':
        out += "\\\\";
        continue;
      default:
        break;
    }
    if (c == quote) {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7F || (bytes && byte >= 0x80)) {
      out += "\\x";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  out += quote;
}

// As repr(float), but infinity is spelled as an overflowing literal.
void AppendFloat(std::string& out, double value) {
  if (std::isinf(value)) {
    out += "1e309";
    return;
  }
  char buffer[64];
  const double magnitude = std::fabs(value);
  const bool plain = magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e16);
  const auto result =
      std::to_chars(buffer, buffer + sizeof(buffer), value,
                    plain ? std::chars_format::fixed : std::chars_format::scientific);
  std::string_view text(buffer, static_cast<size_t>(result.ptr - buffer));
  out += text;
  if (plain && text.find('.') == std::string_view::npos) out += ".0";
}

class Unparser {
 public:
  std::string Run(const ExprNode* e) {
    Write(e, kPrecTest);
    return std::move(out_);
  }

 private:
  void Open(bool wanted) {
    if (wanted) out_ += '(';
  }
  void Close(bool wanted) {
    if (wanted) out_ += ')';
  }

  void List(NodeList<ExprNode> items, int precedence) {
    bool first = true;
    for (const ExprNode* item : items) {
      if (!first) out_ += ", ";
      first = false;
      Write(item, precedence);
    }
  }

  void Write(const ExprNode* e, int level) {
    switch (e->kind) {
      case NodeKind::kBoolOp:
        return WriteBoolOp(Cast<BoolOp>(e), level);
      case NodeKind::kBinOp:
        return WriteBinOp(Cast<BinOp>(e), level);
      case NodeKind::kUnaryOp:
        return WriteUnaryOp(Cast<UnaryOp>(e), level);
      case NodeKind::kLambda:
        return WriteLambda(Cast<Lambda>(e), level);
      case NodeKind::kIfExp:
        return WriteIfExp(Cast<IfExp>(e), level);
      case NodeKind::kNamedExpr: {
        const auto* named = Cast<NamedExpr>(e);
        Open(level > kPrecTuple);
        Write(named->target, kPrecAtom);
        out_ += " := ";
        Write(named->value, kPrecAtom);
        return Close(level > kPrecTuple);
      }
      case NodeKind::kDict:
        return WriteDict(Cast<Dict>(e));
      case NodeKind::kSet:
        out_ += '{';
        List(Cast<Set>(e)->elts, kPrecTest);
        out_ += '}';
        return;
      case NodeKind::kGeneratorExp:
      case NodeKind::kListComp:
      case NodeKind::kSetComp:
        return WriteComprehension(Cast<ListComp>(e));
      case NodeKind::kDictComp: {
        const auto* comp = Cast<DictComp>(e);
        out_ += '{';
        Write(comp->key, kPrecTest);
        out_ += ": ";
        Write(comp->value, kPrecTest);
        Generators(comp->generators);
        out_ += '}';
        return;
      }
      case NodeKind::kYield: {
        const auto* yield = Cast<Yield>(e);
        out_ += yield->value == nullptr ? "(yield" : "(yield ";
        if (yield->value != nullptr) Write(yield->value, kPrecTest);
        out_ += ')';
        return;
      }
      case NodeKind::kYieldFrom:
        out_ += "(yield from ";
        Write(Cast<YieldFrom>(e)->value, kPrecTest);
        out_ += ')';
        return;
      case NodeKind::kAwait:
        Open(level > kPrecAwait);
        out_ += "await ";
        Write(Cast<Await>(e)->value, kPrecAtom);
        return Close(level > kPrecAwait);
      case NodeKind::kCompare:
        return WriteCompare(Cast<Compare>(e), level);
      case NodeKind::kCall:
        return WriteCall(Cast<Call>(e));
      case NodeKind::kConstant:
        return WriteConstant(Cast<Constant>(e));
      case NodeKind::kJoinedStr:
      case NodeKind::kFormattedValue:
        return WriteFormatted(e);
      case NodeKind::kStarred:
        out_ += '*';
        return Write(Cast<Starred>(e)->value, kPrecExpression);
      case NodeKind::kName:
        out_ += Cast<Name>(e)->id.view();
        return;
      case NodeKind::kAttribute:
        return WriteAttribute(Cast<Attribute>(e));
      case NodeKind::kSubscript: {
        const auto* subscript = Cast<Subscript>(e);
        Write(subscript->value, kPrecAtom);
        out_ += '[';
        Write(subscript->slice, kPrecTuple);
        out_ += ']';
        return;
      }
      case NodeKind::kList:
        out_ += '[';
        List(Cast<frontend::List>(e)->elts, kPrecTest);
        out_ += ']';
        return;
      case NodeKind::kTuple:
        return WriteTuple(Cast<Tuple>(e), level);
      case NodeKind::kSlice:
        return WriteSlice(Cast<Slice>(e));
      default:
        return;
    }
  }

  void WriteBoolOp(const BoolOp* e, int level) {
    const int precedence = e->op == BoolOperator::kAnd ? kPrecAnd : kPrecOr;
    Open(level > precedence);
    bool first = true;
    for (const ExprNode* value : e->values) {
      if (!first) out_ += e->op == BoolOperator::kAnd ? " and " : " or ";
      first = false;
      Write(value, precedence + 1);
    }
    Close(level > precedence);
  }

  static int PrecedenceOf(BinaryOperator op) {
    switch (op) {
      case BinaryOperator::kBitOr:
        return kPrecBitOr;
      case BinaryOperator::kBitXor:
        return kPrecBitXor;
      case BinaryOperator::kBitAnd:
        return kPrecBitAnd;
      case BinaryOperator::kLShift:
      case BinaryOperator::kRShift:
        return kPrecShift;
      case BinaryOperator::kAdd:
      case BinaryOperator::kSub:
        return kPrecArithmetic;
      case BinaryOperator::kPow:
        return kPrecPower;
      default:
        return kPrecTerm;
    }
  }

  void WriteBinOp(const BinOp* e, int level) {
    const int precedence = PrecedenceOf(e->op);
    const bool right_associative = e->op == BinaryOperator::kPow;
    Open(level > precedence);
    Write(e->left, precedence + (right_associative ? 1 : 0));
    out_ += ' ';
#define V(name, text) \
  if (e->op == BinaryOperator::k##name) out_ += text;
    KRAIT_AST_BINARY_OPERATORS(V)
#undef V
    out_ += ' ';
    Write(e->right, precedence + (right_associative ? 0 : 1));
    Close(level > precedence);
  }

  void WriteUnaryOp(const UnaryOp* e, int level) {
    const int precedence = e->op == UnaryOperator::kNot ? kPrecNot : kPrecFactor;
    Open(level > precedence);
    switch (e->op) {
      case UnaryOperator::kInvert:
        out_ += '~';
        break;
      case UnaryOperator::kNot:
        out_ += "not ";
        break;
      case UnaryOperator::kUAdd:
        out_ += '+';
        break;
      case UnaryOperator::kUSub:
        out_ += '-';
        break;
    }
    Write(e->operand, precedence);
    Close(level > precedence);
  }

  void WriteParameter(const Arg* arg, bool* first) {
    if (!*first) out_ += ", ";
    *first = false;
    out_ += arg->arg.view();
  }

  void WriteParameters(const Arguments* args) {
    bool first = true;
    const size_t positional = args->posonlyargs.size() + args->args.size();
    for (size_t i = 0; i < positional; ++i) {
      const Arg* arg = i < args->posonlyargs.size() ? args->posonlyargs[i]
                                                    : args->args[i - args->posonlyargs.size()];
      WriteParameter(arg, &first);
      const size_t without = positional - args->defaults.size();
      if (i >= without) {
        out_ += '=';
        Write(args->defaults[i - without], kPrecTest);
      }
      if (!args->posonlyargs.empty() && i + 1 == args->posonlyargs.size()) out_ += ", /";
    }
    if (args->vararg != nullptr || !args->kwonlyargs.empty()) {
      if (!first) out_ += ", ";
      first = false;
      out_ += '*';
      if (args->vararg != nullptr) out_ += args->vararg->arg.view();
    }
    for (size_t i = 0; i < args->kwonlyargs.size(); ++i) {
      WriteParameter(args->kwonlyargs[i], &first);
      if (args->kw_defaults[i] != nullptr) {
        out_ += '=';
        Write(args->kw_defaults[i], kPrecTest);
      }
    }
    if (args->kwarg != nullptr) {
      if (!first) out_ += ", ";
      out_ += "**";
      out_ += args->kwarg->arg.view();
    }
  }

  void WriteLambda(const Lambda* e, int level) {
    Open(level > kPrecTest);
    const Arguments* args = e->args;
    const bool any = !args->posonlyargs.empty() || !args->args.empty() || args->vararg != nullptr ||
                     !args->kwonlyargs.empty() || args->kwarg != nullptr;
    out_ += any ? "lambda " : "lambda";
    WriteParameters(args);
    out_ += ": ";
    Write(e->body, kPrecTest);
    Close(level > kPrecTest);
  }

  void WriteIfExp(const IfExp* e, int level) {
    Open(level > kPrecTest);
    Write(e->body, kPrecTest + 1);
    out_ += " if ";
    Write(e->test, kPrecTest + 1);
    out_ += " else ";
    Write(e->orelse, kPrecTest);
    Close(level > kPrecTest);
  }

  void WriteDict(const Dict* e) {
    out_ += '{';
    for (size_t i = 0; i < e->values.size(); ++i) {
      if (i > 0) out_ += ", ";
      if (e->keys[i] != nullptr) {
        Write(e->keys[i], kPrecTest);
        out_ += ": ";
        Write(e->values[i], kPrecTest);
      } else {
        out_ += "**";
        Write(e->values[i], kPrecExpression);
      }
    }
    out_ += '}';
  }

  void Generators(NodeList<Comprehension> generators) {
    for (const Comprehension* generator : generators) {
      out_ += generator->is_async ? " async for " : " for ";
      Write(generator->target, kPrecTuple);
      out_ += " in ";
      Write(generator->iter, kPrecTest + 1);
      for (const ExprNode* condition : generator->ifs) {
        out_ += " if ";
        Write(condition, kPrecTest + 1);
      }
    }
  }

  void WriteComprehension(const ListComp* e) {
    const char* brackets = e->kind == NodeKind::kListComp  ? "[]"
                           : e->kind == NodeKind::kSetComp ? "{}"
                                                           : "()";
    out_ += brackets[0];
    Write(e->elt, kPrecTest);
    Generators(e->generators);
    out_ += brackets[1];
  }

  void WriteCompare(const Compare* e, int level) {
    Open(level > kPrecCompare);
    Write(e->left, kPrecCompare + 1);
    for (size_t i = 0; i < e->ops.size(); ++i) {
      out_ += ' ';
#define V(name, text) \
  if (e->ops[i] == CompareOperator::k##name) out_ += text;
      KRAIT_AST_COMPARE_OPERATORS(V)
#undef V
      out_ += ' ';
      Write(e->comparators[i], kPrecCompare + 1);
    }
    Close(level > kPrecCompare);
  }

  void WriteCall(const Call* e) {
    Write(e->func, kPrecAtom);
    if (e->args.size() == 1 && e->keywords.empty() && e->args[0]->kind == NodeKind::kGeneratorExp) {
      return Write(e->args[0], kPrecTest);
    }
    out_ += '(';
    List(e->args, kPrecTest);
    bool first = e->args.empty();
    for (const Keyword* keyword : e->keywords) {
      if (!first) out_ += ", ";
      first = false;
      if (keyword->arg) {
        out_ += keyword->arg.view();
        out_ += '=';
      } else {
        out_ += "**";
      }
      Write(keyword->value, kPrecTest);
    }
    out_ += ')';
  }

  void WriteItems(const Constant* e) {
    const bool is_tuple = e->type == ConstantKind::kTuple;
    out_ += is_tuple ? "(" : e->items.empty() ? "frozenset(" : "frozenset({";
    bool first = true;
    for (const Constant* item : e->items) {
      if (!first) out_ += ", ";
      first = false;
      WriteConstant(item);
    }
    if (is_tuple && e->items.size() == 1) out_ += ',';
    out_ += is_tuple || e->items.empty() ? ")" : "})";
  }

  void WriteConstant(const Constant* e) {
    switch (e->type) {
      case ConstantKind::kNone:
        out_ += "None";
        return;
      case ConstantKind::kFalse:
        out_ += "False";
        return;
      case ConstantKind::kTrue:
        out_ += "True";
        return;
      case ConstantKind::kEllipsis:
        out_ += "...";
        return;
      case ConstantKind::kInt:
        out_ += std::to_string(e->int_value);
        return;
      case ConstantKind::kBigInt:
        if (e->text.starts_with('-')) out_ += '-';
        if (e->base == 16) out_ += "0x";
        out_ += e->text.substr(e->text.starts_with('-') ? 1 : 0);
        return;
      case ConstantKind::kFloat:
        return AppendFloat(out_, e->float_value);
      case ConstantKind::kComplex: {
        std::string imaginary;
        AppendFloat(imaginary, e->float_value);
        if (imaginary.ends_with(".0")) imaginary.resize(imaginary.size() - 2);
        out_ += imaginary + 'j';
        return;
      }
      case ConstantKind::kStr:
        if (e->unicode_prefix) out_ += 'u';
        return AppendRepr(out_, e->text, false);
      case ConstantKind::kBytes:
        return AppendRepr(out_, e->text, true);
      case ConstantKind::kTuple:
      case ConstantKind::kFrozenSet:
        return WriteItems(e);
    }
  }

  // The inside of a formatted string, unquoted.
  void FormattedBody(const ExprNode* e) {
    if (const auto* joined = DynamicCast<JoinedStr>(e)) {
      for (const ExprNode* value : joined->values) FormattedBody(value);
    } else if (const auto* constant = DynamicCast<Constant>(e)) {
      for (char c : constant->text) {
        out_ += c;
        if (c == '{' || c == '}') out_ += c;
      }
    } else if (const auto* value = DynamicCast<FormattedValue>(e)) {
      const std::string text = Unparser().RunAt(value->value, kPrecTest + 1);
      out_ += text.starts_with('{') ? "{ " : "{";
      out_ += text;
      if (value->conversion > 0) {
        out_ += '!';
        out_ += static_cast<char>(value->conversion);
      }
      if (value->format_spec != nullptr) {
        out_ += ':';
        FormattedBody(value->format_spec);
      }
      out_ += '}';
    }
  }

  std::string RunAt(const ExprNode* e, int level) {
    Write(e, level);
    return std::move(out_);
  }

  void WriteFormatted(const ExprNode* e) {
    Unparser inner;
    inner.FormattedBody(e);
    out_ += 'f';
    AppendRepr(out_, inner.out_, false);
  }

  void WriteAttribute(const Attribute* e) {
    Write(e->value, kPrecAtom);
    // `1 .real`: the dot must not become part of the number.
    const auto* constant = DynamicCast<Constant>(e->value);
    if (constant != nullptr &&
        (constant->type == ConstantKind::kInt || constant->type == ConstantKind::kBigInt)) {
      out_ += ' ';
    }
    out_ += '.';
    out_ += e->attr.view();
  }

  void WriteTuple(const Tuple* e, int level) {
    if (e->elts.empty()) {
      out_ += "()";
      return;
    }
    Open(level > kPrecTuple);
    List(e->elts, kPrecTest);
    if (e->elts.size() == 1) out_ += ',';
    Close(level > kPrecTuple);
  }

  void WriteSlice(const Slice* e) {
    if (e->lower != nullptr) Write(e->lower, kPrecTest);
    out_ += ':';
    if (e->upper != nullptr) Write(e->upper, kPrecTest);
    if (e->step != nullptr) {
      out_ += ':';
      Write(e->step, kPrecTest);
    }
  }

  std::string out_;
};

}  // namespace

std::string Unparse(const ExprNode* expression) { return Unparser().Run(expression); }

}  // namespace krait::frontend
