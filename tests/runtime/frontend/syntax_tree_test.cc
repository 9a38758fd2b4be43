// Syntax trees, in the form that `ast.dump` prints. The shells "Module(body=[...])" are left out.

#include <gtest/gtest.h>

#include <span>
#include <string>

#include "runtime/frontend/ast_dump.h"
#include "runtime/frontend/parser/parser.h"

namespace krait::frontend {
namespace {

struct Case {
  const char* source;
  const char* body;
};

// clang-format off
constexpr Case kStatements[] = {
    {"pass",
     "Pass()"},
    {"x = 1",
     "Assign(targets=[Name(id='x', ctx=Store())], value=Constant(value=1))"},
    {"x = y = 1",
     "Assign(targets=[Name(id='x', ctx=Store()), Name(id='y', ctx=Store())], value=Constant(value=1))"},
    {"x, *y = z",
     "Assign(targets=[Tuple(elts=[Name(id='x', ctx=Store()), Starred(value=Name(id='y', ctx=Store()), ctx=Store())], ctx=Store())], value=Name(id='z', ctx=Load()))"},
    {"(x) = [y, z] = 1",
     "Assign(targets=[Name(id='x', ctx=Store()), List(elts=[Name(id='y', ctx=Store()), Name(id='z', ctx=Store())], ctx=Store())], value=Constant(value=1))"},
    {"x += 1",
     "AugAssign(target=Name(id='x', ctx=Store()), op=Add(), value=Constant(value=1))"},
    {"x.y @= 2",
     "AugAssign(target=Attribute(value=Name(id='x', ctx=Load()), attr='y', ctx=Store()), op=MatMult(), value=Constant(value=2))"},
    {"x[0] //= 3",
     "AugAssign(target=Subscript(value=Name(id='x', ctx=Load()), slice=Constant(value=0), ctx=Store()), op=FloorDiv(), value=Constant(value=3))"},
    {"x: int",
     "AnnAssign(target=Name(id='x', ctx=Store()), annotation=Name(id='int', ctx=Load()), simple=1)"},
    {"x: int = 1",
     "AnnAssign(target=Name(id='x', ctx=Store()), annotation=Name(id='int', ctx=Load()), value=Constant(value=1), simple=1)"},
    {"(x): int",
     "AnnAssign(target=Name(id='x', ctx=Store()), annotation=Name(id='int', ctx=Load()), simple=0)"},
    {"x.y: int",
     "AnnAssign(target=Attribute(value=Name(id='x', ctx=Load()), attr='y', ctx=Store()), annotation=Name(id='int', ctx=Load()), simple=0)"},
    {"del x, y.z, w[0], (a, [b])",
     "Delete(targets=[Name(id='x', ctx=Del()), Attribute(value=Name(id='y', ctx=Load()), attr='z', ctx=Del()), Subscript(value=Name(id='w', ctx=Load()), slice=Constant(value=0), ctx=Del()), Tuple(elts=[Name(id='a', ctx=Del()), List(elts=[Name(id='b', ctx=Del())], ctx=Del())], ctx=Del())])"},
    {"return",
     "Return()"},
    {"return x, *y",
     "Return(value=Tuple(elts=[Name(id='x', ctx=Load()), Starred(value=Name(id='y', ctx=Load()), ctx=Load())], ctx=Load()))"},
    {"raise",
     "Raise()"},
    {"raise E from e",
     "Raise(exc=Name(id='E', ctx=Load()), cause=Name(id='e', ctx=Load()))"},
    {"assert x, 'no'",
     "Assert(test=Name(id='x', ctx=Load()), msg=Constant(value='no'))"},
    {"global a, b",
     "Global(names=['a', 'b'])"},
    {"nonlocal a",
     "Nonlocal(names=['a'])"},
    {"import a.b as c, d",
     "Import(names=[alias(name='a.b', asname='c'), alias(name='d')])"},
    {"from a . b import c as d, e",
     "ImportFrom(module='a.b', names=[alias(name='c', asname='d'), alias(name='e')], level=0)"},
    {"from ... import (x, y,)",
     "ImportFrom(names=[alias(name='x'), alias(name='y')], level=3)"},
    {"from .a import *",
     "ImportFrom(module='a', names=[alias(name='*')], level=1)"},
    {"break; continue",
     "Break(), Continue()"},
};

constexpr Case kCompoundStatements[] = {
    {"if a: b\nelif c: d\nelse: e",
     "If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))], orelse=[If(test=Name(id='c', ctx=Load()), body=[Expr(value=Name(id='d', ctx=Load()))], orelse=[Expr(value=Name(id='e', ctx=Load()))])])"},
    {"while a: b\nelse: c",
     "While(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))], orelse=[Expr(value=Name(id='c', ctx=Load()))])"},
    {"for a, b in c, d: e\nelse: f",
     "For(target=Tuple(elts=[Name(id='a', ctx=Store()), Name(id='b', ctx=Store())], ctx=Store()), iter=Tuple(elts=[Name(id='c', ctx=Load()), Name(id='d', ctx=Load())], ctx=Load()), body=[Expr(value=Name(id='e', ctx=Load()))], orelse=[Expr(value=Name(id='f', ctx=Load()))])"},
    {"for *a, in b: c",
     "For(target=Tuple(elts=[Starred(value=Name(id='a', ctx=Store()), ctx=Store())], ctx=Store()), iter=Name(id='b', ctx=Load()), body=[Expr(value=Name(id='c', ctx=Load()))], orelse=[])"},
    {"try: a\nexcept B as c: d\nexcept: e\nelse: f\nfinally: g",
     "Try(body=[Expr(value=Name(id='a', ctx=Load()))], handlers=[ExceptHandler(type=Name(id='B', ctx=Load()), name='c', body=[Expr(value=Name(id='d', ctx=Load()))]), ExceptHandler(body=[Expr(value=Name(id='e', ctx=Load()))])], orelse=[Expr(value=Name(id='f', ctx=Load()))], finalbody=[Expr(value=Name(id='g', ctx=Load()))])"},
    {"try: a\nexcept* B: c",
     "TryStar(body=[Expr(value=Name(id='a', ctx=Load()))], handlers=[ExceptHandler(type=Name(id='B', ctx=Load()), body=[Expr(value=Name(id='c', ctx=Load()))])], orelse=[], finalbody=[])"},
    {"try: a\nfinally: b",
     "Try(body=[Expr(value=Name(id='a', ctx=Load()))], handlers=[], orelse=[], finalbody=[Expr(value=Name(id='b', ctx=Load()))])"},
    {"with a: b",
     "With(items=[withitem(context_expr=Name(id='a', ctx=Load()))], body=[Expr(value=Name(id='b', ctx=Load()))])"},
    {"with a as b, c as (d, e): f",
     "With(items=[withitem(context_expr=Name(id='a', ctx=Load()), optional_vars=Name(id='b', ctx=Store())), withitem(context_expr=Name(id='c', ctx=Load()), optional_vars=Tuple(elts=[Name(id='d', ctx=Store()), Name(id='e', ctx=Store())], ctx=Store()))], body=[Expr(value=Name(id='f', ctx=Load()))])"},
    {"with (a as b, c): d",
     "With(items=[withitem(context_expr=Name(id='a', ctx=Load()), optional_vars=Name(id='b', ctx=Store())), withitem(context_expr=Name(id='c', ctx=Load()))], body=[Expr(value=Name(id='d', ctx=Load()))])"},
    {"with (a, b): c",
     "With(items=[withitem(context_expr=Name(id='a', ctx=Load())), withitem(context_expr=Name(id='b', ctx=Load()))], body=[Expr(value=Name(id='c', ctx=Load()))])"},
    {"with (a): b",
     "With(items=[withitem(context_expr=Name(id='a', ctx=Load()))], body=[Expr(value=Name(id='b', ctx=Load()))])"},
    {"with (a, b) as c: d",
     "With(items=[withitem(context_expr=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()), optional_vars=Name(id='c', ctx=Store()))], body=[Expr(value=Name(id='d', ctx=Load()))])"},
    {"with (yield): a",
     "With(items=[withitem(context_expr=Yield())], body=[Expr(value=Name(id='a', ctx=Load()))])"},
    {"with (a as b): c",
     "With(items=[withitem(context_expr=Name(id='a', ctx=Load()), optional_vars=Name(id='b', ctx=Store()))], body=[Expr(value=Name(id='c', ctx=Load()))])"},
    {"with (a)(b) as c: d",
     "With(items=[withitem(context_expr=Call(func=Name(id='a', ctx=Load()), args=[Name(id='b', ctx=Load())], keywords=[]), optional_vars=Name(id='c', ctx=Store()))], body=[Expr(value=Name(id='d', ctx=Load()))])"},
    {"async def f():\n async with a as b: c\n async for d in e: f",
     "AsyncFunctionDef(name='f', args=arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[]), body=[AsyncWith(items=[withitem(context_expr=Name(id='a', ctx=Load()), optional_vars=Name(id='b', ctx=Store()))], body=[Expr(value=Name(id='c', ctx=Load()))]), AsyncFor(target=Name(id='d', ctx=Store()), iter=Name(id='e', ctx=Load()), body=[Expr(value=Name(id='f', ctx=Load()))], orelse=[])], decorator_list=[])"},
    {"@a\n@b.c(d)\ndef f(): pass",
     "FunctionDef(name='f', args=arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[]), body=[Pass()], decorator_list=[Name(id='a', ctx=Load()), Call(func=Attribute(value=Name(id='b', ctx=Load()), attr='c', ctx=Load()), args=[Name(id='d', ctx=Load())], keywords=[])])"},
    {"@a\nclass B(C, metaclass=D, *e, **f): pass",
     "ClassDef(name='B', bases=[Name(id='C', ctx=Load()), Starred(value=Name(id='e', ctx=Load()), ctx=Load())], keywords=[keyword(arg='metaclass', value=Name(id='D', ctx=Load())), keyword(value=Name(id='f', ctx=Load()))], body=[Pass()], decorator_list=[Name(id='a', ctx=Load())])"},
};

constexpr Case kParameters[] = {
    {"def f(a, /, b, c=1, *d, e, f=2, **g) -> h: pass",
     "FunctionDef(name='f', args=arguments(posonlyargs=[arg(arg='a')], args=[arg(arg='b'), arg(arg='c')], vararg=arg(arg='d'), kwonlyargs=[arg(arg='e'), arg(arg='f')], kw_defaults=[None, Constant(value=2)], kwarg=arg(arg='g'), defaults=[Constant(value=1)]), body=[Pass()], decorator_list=[], returns=Name(id='h', ctx=Load()))"},
    {"def f(a=1, /, b=2): pass",
     "FunctionDef(name='f', args=arguments(posonlyargs=[arg(arg='a')], args=[arg(arg='b')], kwonlyargs=[], kw_defaults=[], defaults=[Constant(value=1), Constant(value=2)]), body=[Pass()], decorator_list=[])"},
    {"def f(*, a: b = c): pass",
     "FunctionDef(name='f', args=arguments(posonlyargs=[], args=[], kwonlyargs=[arg(arg='a', annotation=Name(id='b', ctx=Load()))], kw_defaults=[Name(id='c', ctx=Load())], defaults=[]), body=[Pass()], decorator_list=[])"},
    {"def f(*a: *b): pass",
     "FunctionDef(name='f', args=arguments(posonlyargs=[], args=[], vararg=arg(arg='a', annotation=Starred(value=Name(id='b', ctx=Load()), ctx=Load())), kwonlyargs=[], kw_defaults=[], defaults=[]), body=[Pass()], decorator_list=[])"},
    {"lambda: x",
     "Expr(value=Lambda(args=arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[]), body=Name(id='x', ctx=Load())))"},
    {"lambda a, /, *b, c=1, **d: e",
     "Expr(value=Lambda(args=arguments(posonlyargs=[arg(arg='a')], args=[], vararg=arg(arg='b'), kwonlyargs=[arg(arg='c')], kw_defaults=[Constant(value=1)], kwarg=arg(arg='d'), defaults=[]), body=Name(id='e', ctx=Load())))"},
    {"lambda *, a: b",
     "Expr(value=Lambda(args=arguments(posonlyargs=[], args=[], kwonlyargs=[arg(arg='a')], kw_defaults=[None], defaults=[]), body=Name(id='b', ctx=Load())))"},
};

constexpr Case kOperators[] = {
    {"a or b or c and d and e",
     "Expr(value=BoolOp(op=Or(), values=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load()), BoolOp(op=And(), values=[Name(id='c', ctx=Load()), Name(id='d', ctx=Load()), Name(id='e', ctx=Load())])]))"},
    {"not not a",
     "Expr(value=UnaryOp(op=Not(), operand=UnaryOp(op=Not(), operand=Name(id='a', ctx=Load()))))"},
    {"a < b <= c != d is not e not in f is g in h",
     "Expr(value=Compare(left=Name(id='a', ctx=Load()), ops=[Lt(), LtE(), NotEq(), IsNot(), NotIn(), Is(), In()], comparators=[Name(id='b', ctx=Load()), Name(id='c', ctx=Load()), Name(id='d', ctx=Load()), Name(id='e', ctx=Load()), Name(id='f', ctx=Load()), Name(id='g', ctx=Load()), Name(id='h', ctx=Load())]))"},
    {"a | b ^ c & d << e >> f + g - h * i @ j / k // l % m",
     "Expr(value=BinOp(left=Name(id='a', ctx=Load()), op=BitOr(), right=BinOp(left=Name(id='b', ctx=Load()), op=BitXor(), right=BinOp(left=Name(id='c', ctx=Load()), op=BitAnd(), right=BinOp(left=BinOp(left=Name(id='d', ctx=Load()), op=LShift(), right=Name(id='e', ctx=Load())), op=RShift(), right=BinOp(left=BinOp(left=Name(id='f', ctx=Load()), op=Add(), right=Name(id='g', ctx=Load())), op=Sub(), right=BinOp(left=BinOp(left=BinOp(left=BinOp(left=BinOp(left=Name(id='h', ctx=Load()), op=Mult(), right=Name(id='i', ctx=Load())), op=MatMult(), right=Name(id='j', ctx=Load())), op=Div(), right=Name(id='k', ctx=Load())), op=FloorDiv(), right=Name(id='l', ctx=Load())), op=Mod(), right=Name(id='m', ctx=Load()))))))))"},
    {"a - b - c",
     "Expr(value=BinOp(left=BinOp(left=Name(id='a', ctx=Load()), op=Sub(), right=Name(id='b', ctx=Load())), op=Sub(), right=Name(id='c', ctx=Load())))"},
    {"-a ** -b ** ~c",
     "Expr(value=UnaryOp(op=USub(), operand=BinOp(left=Name(id='a', ctx=Load()), op=Pow(), right=UnaryOp(op=USub(), operand=BinOp(left=Name(id='b', ctx=Load()), op=Pow(), right=UnaryOp(op=Invert(), operand=Name(id='c', ctx=Load())))))))"},
    {"await a ** b",
     "Expr(value=BinOp(left=Await(value=Name(id='a', ctx=Load())), op=Pow(), right=Name(id='b', ctx=Load())))"},
    {"a if b else c if d else e",
     "Expr(value=IfExp(test=Name(id='b', ctx=Load()), body=Name(id='a', ctx=Load()), orelse=IfExp(test=Name(id='d', ctx=Load()), body=Name(id='c', ctx=Load()), orelse=Name(id='e', ctx=Load()))))"},
    {"(a := b)",
     "Expr(value=NamedExpr(target=Name(id='a', ctx=Store()), value=Name(id='b', ctx=Load())))"},
    {"f(a := b, c)",
     "Expr(value=Call(func=Name(id='f', ctx=Load()), args=[NamedExpr(target=Name(id='a', ctx=Store()), value=Name(id='b', ctx=Load())), Name(id='c', ctx=Load())], keywords=[]))"},
    {"x[a := b]",
     "Expr(value=Subscript(value=Name(id='x', ctx=Load()), slice=NamedExpr(target=Name(id='a', ctx=Store()), value=Name(id='b', ctx=Load())), ctx=Load()))"},
    {"(a, *b)",
     "Expr(value=Tuple(elts=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', ctx=Load()), ctx=Load())], ctx=Load()))"},
    {"*a, b",
     "Expr(value=Tuple(elts=[Starred(value=Name(id='a', ctx=Load()), ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()))"},
    {"()",
     "Expr(value=Tuple(elts=[], ctx=Load()))"},
    {"(a,)",
     "Expr(value=Tuple(elts=[Name(id='a', ctx=Load())], ctx=Load()))"},
    {"[a, *b]",
     "Expr(value=List(elts=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', ctx=Load()), ctx=Load())], ctx=Load()))"},
    {"{a, *b}",
     "Expr(value=Set(elts=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', ctx=Load()), ctx=Load())]))"},
    {"{}",
     "Expr(value=Dict(keys=[], values=[]))"},
    {"{a: b, **c}",
     "Expr(value=Dict(keys=[Name(id='a', ctx=Load()), None], values=[Name(id='b', ctx=Load()), Name(id='c', ctx=Load())]))"},
    {"yield",
     "Expr(value=Yield())"},
    {"x = yield a, b",
     "Assign(targets=[Name(id='x', ctx=Store())], value=Yield(value=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], ctx=Load())))"},
    {"yield from a",
     "Expr(value=YieldFrom(value=Name(id='a', ctx=Load())))"},
};

constexpr Case kPrimaries[] = {
    {"a.b[c](d).e",
     "Expr(value=Attribute(value=Call(func=Subscript(value=Attribute(value=Name(id='a', ctx=Load()), attr='b', ctx=Load()), slice=Name(id='c', ctx=Load()), ctx=Load()), args=[Name(id='d', ctx=Load())], keywords=[]), attr='e', ctx=Load()))"},
    {"a[b:c:d, e, ...]",
     "Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Tuple(elts=[Slice(lower=Name(id='b', ctx=Load()), upper=Name(id='c', ctx=Load()), step=Name(id='d', ctx=Load())), Name(id='e', ctx=Load()), Constant(value=Ellipsis)], ctx=Load()), ctx=Load()))"},
    {"a[:]",
     "Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Slice(), ctx=Load()))"},
    {"a[b,]",
     "Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Tuple(elts=[Name(id='b', ctx=Load())], ctx=Load()), ctx=Load()))"},
    {"a[*b]",
     "Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Tuple(elts=[Starred(value=Name(id='b', ctx=Load()), ctx=Load())], ctx=Load()), ctx=Load()))"},
    {"a[b:=c]",
     "Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=NamedExpr(target=Name(id='b', ctx=Store()), value=Name(id='c', ctx=Load())), ctx=Load()))"},
    {"a[::d]",
     "Expr(value=Subscript(value=Name(id='a', ctx=Load()), slice=Slice(step=Name(id='d', ctx=Load())), ctx=Load()))"},
    {"f(a, *b, c=d, *e, **g, h=i)",
     "Expr(value=Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', ctx=Load()), ctx=Load()), Starred(value=Name(id='e', ctx=Load()), ctx=Load())], keywords=[keyword(arg='c', value=Name(id='d', ctx=Load())), keyword(value=Name(id='g', ctx=Load())), keyword(arg='h', value=Name(id='i', ctx=Load()))]))"},
    {"f(a for b in c)",
     "Expr(value=Call(func=Name(id='f', ctx=Load()), args=[GeneratorExp(elt=Name(id='a', ctx=Load()), generators=[comprehension(target=Name(id='b', ctx=Store()), iter=Name(id='c', ctx=Load()), ifs=[], is_async=0)])], keywords=[]))"},
    {"f((a for b in c), d)",
     "Expr(value=Call(func=Name(id='f', ctx=Load()), args=[GeneratorExp(elt=Name(id='a', ctx=Load()), generators=[comprehension(target=Name(id='b', ctx=Store()), iter=Name(id='c', ctx=Load()), ifs=[], is_async=0)]), Name(id='d', ctx=Load())], keywords=[]))"},
};

constexpr Case kComprehensions[] = {
    {"[a for b in c if d if e for f, g in h]",
     "Expr(value=ListComp(elt=Name(id='a', ctx=Load()), generators=[comprehension(target=Name(id='b', ctx=Store()), iter=Name(id='c', ctx=Load()), ifs=[Name(id='d', ctx=Load()), Name(id='e', ctx=Load())], is_async=0), comprehension(target=Tuple(elts=[Name(id='f', ctx=Store()), Name(id='g', ctx=Store())], ctx=Store()), iter=Name(id='h', ctx=Load()), ifs=[], is_async=0)]))"},
    {"{a async for b in c}",
     "Expr(value=SetComp(elt=Name(id='a', ctx=Load()), generators=[comprehension(target=Name(id='b', ctx=Store()), iter=Name(id='c', ctx=Load()), ifs=[], is_async=1)]))"},
    {"{a: b for c in d}",
     "Expr(value=DictComp(key=Name(id='a', ctx=Load()), value=Name(id='b', ctx=Load()), generators=[comprehension(target=Name(id='c', ctx=Store()), iter=Name(id='d', ctx=Load()), ifs=[], is_async=0)]))"},
    {"(a for b in c)",
     "Expr(value=GeneratorExp(elt=Name(id='a', ctx=Load()), generators=[comprehension(target=Name(id='b', ctx=Store()), iter=Name(id='c', ctx=Load()), ifs=[], is_async=0)]))"},
    {"[a := b for c in d]",
     "Expr(value=ListComp(elt=NamedExpr(target=Name(id='a', ctx=Store()), value=Name(id='b', ctx=Load())), generators=[comprehension(target=Name(id='c', ctx=Store()), iter=Name(id='d', ctx=Load()), ifs=[], is_async=0)]))"},
    {"[(a, b) for *a, in c]",
     "Expr(value=ListComp(elt=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()), generators=[comprehension(target=Tuple(elts=[Starred(value=Name(id='a', ctx=Store()), ctx=Store())], ctx=Store()), iter=Name(id='c', ctx=Load()), ifs=[], is_async=0)]))"},
};

constexpr Case kLiterals[] = {
    {"None, True, False, ...",
     "Expr(value=Tuple(elts=[Constant(value=None), Constant(value=True), Constant(value=False), Constant(value=Ellipsis)], ctx=Load()))"},
    {"1_000, 0x_ff, 0o17, 0b101, 00",
     "Expr(value=Tuple(elts=[Constant(value=1000), Constant(value=255), Constant(value=15), Constant(value=5), Constant(value=0)], ctx=Load()))"},
    {"9223372036854775807, 9223372036854775808, 0xFFFFFFFFFFFFFFFFFF, 0o7777777777777777777777777",
     "Expr(value=Tuple(elts=[Constant(value=9223372036854775807), Constant(value=9223372036854775808), Constant(value=4722366482869645213695), Constant(value=37778931862957161709567)], ctx=Load()))"},
    {"1.5, .5, 5., 1e10, 1E-5, 1_0.0_1, 1e400, 1e-400",
     "Expr(value=Tuple(elts=[Constant(value=1.5), Constant(value=0.5), Constant(value=5.0), Constant(value=10000000000.0), Constant(value=1e-05), Constant(value=10.01), Constant(value=inf), Constant(value=0.0)], ctx=Load()))"},
    {"2j, .5J, 1e3j",
     "Expr(value=Tuple(elts=[Constant(value=2j), Constant(value=0.5j), Constant(value=1000j)], ctx=Load()))"},
    {"'a' \"b\" '''c'''",
     "Expr(value=Constant(value='abc'))"},
    {"u'a'",
     "Expr(value=Constant(value='a', kind='u'))"},
    {"b'a\\x00' b\"\\377\"",
     "Expr(value=Constant(value=b'a\\x00\\xff'))"},
    {"r'\\a' R'b', rb'\\a' Rb'\\b'",
     "Expr(value=Tuple(elts=[Constant(value='\\\\ab'), Constant(value=b'\\\\a\\\\b')], ctx=Load()))"},
    {"'\\n\\x41\\u00e9\\U0001F40D\\101\\\\\\'\\\n'",
     "Expr(value=Constant(value=\"\\nAé🐍A\\\\'\"))"},
    {"'\\ud800'",
     "Expr(value=Constant(value='\\ud800'))"},
    {"'\\d'",
     "Expr(value=Constant(value='\\\\d'))"},
};

constexpr Case kFormattedStrings[] = {
    {"f''",
     "Expr(value=JoinedStr(values=[]))"},
    {"f'a'",
     "Expr(value=JoinedStr(values=[Constant(value='a')]))"},
    {"f'{a}'",
     "Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1)]))"},
    {"f'a{b!r:>{c}}d'",
     "Expr(value=JoinedStr(values=[Constant(value='a'), FormattedValue(value=Name(id='b', ctx=Load()), conversion=114, format_spec=JoinedStr(values=[Constant(value='>'), FormattedValue(value=Name(id='c', ctx=Load()), conversion=-1)])), Constant(value='d')]))"},
    {"f'{a=}'",
     "Expr(value=JoinedStr(values=[Constant(value='a='), FormattedValue(value=Name(id='a', ctx=Load()), conversion=114)]))"},
    {"f'{a = !s}'",
     "Expr(value=JoinedStr(values=[Constant(value='a = '), FormattedValue(value=Name(id='a', ctx=Load()), conversion=115)]))"},
    {"f'{a=:x}'",
     "Expr(value=JoinedStr(values=[Constant(value='a='), FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1, format_spec=JoinedStr(values=[Constant(value='x')]))]))"},
    {"f'{{{a}}}'",
     "Expr(value=JoinedStr(values=[Constant(value='{'), FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1), Constant(value='}')]))"},
    {"f'{a:x}'",
     "Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1, format_spec=JoinedStr(values=[Constant(value='x')]))]))"},
    {"'a' f'{b}' 'c'",
     "Expr(value=JoinedStr(values=[Constant(value='a'), FormattedValue(value=Name(id='b', ctx=Load()), conversion=-1), Constant(value='c')]))"},
    {"rf'\\{a}'",
     "Expr(value=JoinedStr(values=[Constant(value='\\\\'), FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1)]))"},
    {"f'{a!r}{b!s}{c!a}'",
     "Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=114), FormattedValue(value=Name(id='b', ctx=Load()), conversion=115), FormattedValue(value=Name(id='c', ctx=Load()), conversion=97)]))"},
    {"f'{a if b else c}{lambda_}'",
     "Expr(value=JoinedStr(values=[FormattedValue(value=IfExp(test=Name(id='b', ctx=Load()), body=Name(id='a', ctx=Load()), orelse=Name(id='c', ctx=Load())), conversion=-1), FormattedValue(value=Name(id='lambda_', ctx=Load()), conversion=-1)]))"},
    {"f'{(lambda: a)}'",
     "Expr(value=JoinedStr(values=[FormattedValue(value=Lambda(args=arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[]), body=Name(id='a', ctx=Load())), conversion=-1)]))"},
    {"f'{a[\"b\"]}'",
     "Expr(value=JoinedStr(values=[FormattedValue(value=Subscript(value=Name(id='a', ctx=Load()), slice=Constant(value='b'), ctx=Load()), conversion=-1)]))"},
    {"f'{f\"{a}\"}'",
     "Expr(value=JoinedStr(values=[FormattedValue(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1)]), conversion=-1)]))"},
    {"f'{a:{b}}'",
     "Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load()), conversion=-1, format_spec=JoinedStr(values=[FormattedValue(value=Name(id='b', ctx=Load()), conversion=-1)]))]))"},
    {"f'{a, b}'",
     "Expr(value=JoinedStr(values=[FormattedValue(value=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()), conversion=-1)]))"},
    {"f'{a != b}'",
     "Expr(value=JoinedStr(values=[FormattedValue(value=Compare(left=Name(id='a', ctx=Load()), ops=[NotEq()], comparators=[Name(id='b', ctx=Load())]), conversion=-1)]))"},
    {"f'{yield_}' u'b'",
     "Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='yield_', ctx=Load()), conversion=-1), Constant(value='b')]))"},
    {"f'{ {1: 2}[1] }'",
     "Expr(value=JoinedStr(values=[FormattedValue(value=Subscript(value=Dict(keys=[Constant(value=1)], values=[Constant(value=2)]), slice=Constant(value=1), ctx=Load()), conversion=-1)]))"},
};

constexpr Case kPatterns[] = {
    {"match a:\n case 1 | -2 | 1.5 - 2j | 'x' 'y' | None | True: pass",
     "Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchOr(patterns=[MatchValue(value=Constant(value=1)), MatchValue(value=UnaryOp(op=USub(), operand=Constant(value=2))), MatchValue(value=BinOp(left=Constant(value=1.5), op=Sub(), right=Constant(value=2j))), MatchValue(value=Constant(value='xy')), MatchSingleton(value=None), MatchSingleton(value=True)]), body=[Pass()])])"},
    {"match a, *b:\n case x, *_, [y, *z] if w: pass\n case (): pass",
     "Match(subject=Tuple(elts=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', ctx=Load()), ctx=Load())], ctx=Load()), cases=[match_case(pattern=MatchSequence(patterns=[MatchAs(name='x'), MatchStar(), MatchSequence(patterns=[MatchAs(name='y'), MatchStar(name='z')])]), guard=Name(id='w', ctx=Load()), body=[Pass()]), match_case(pattern=MatchSequence(patterns=[]), body=[Pass()])])"},
    {"match a:\n case {'k': v, A.b: 1, **rest}: pass\n case {}: pass",
     "Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchMapping(keys=[Constant(value='k'), Attribute(value=Name(id='A', ctx=Load()), attr='b', ctx=Load())], patterns=[MatchAs(name='v'), MatchValue(value=Constant(value=1))], rest='rest'), body=[Pass()]), match_case(pattern=MatchMapping(keys=[], patterns=[]), body=[Pass()])])"},
    {"match a:\n case A.B(x, y=1) | C(): pass",
     "Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchOr(patterns=[MatchClass(cls=Attribute(value=Name(id='A', ctx=Load()), attr='B', ctx=Load()), patterns=[MatchAs(name='x')], kwd_attrs=['y'], kwd_patterns=[MatchValue(value=Constant(value=1))]), MatchClass(cls=Name(id='C', ctx=Load()), patterns=[], kwd_attrs=[], kwd_patterns=[])]), body=[Pass()])])"},
    {"match a:\n case (x | y) as z: pass\n case [_]: pass\n case (x,): pass",
     "Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchAs(pattern=MatchOr(patterns=[MatchAs(name='x'), MatchAs(name='y')]), name='z'), body=[Pass()]), match_case(pattern=MatchSequence(patterns=[MatchAs()]), body=[Pass()]), match_case(pattern=MatchSequence(patterns=[MatchAs(name='x')]), body=[Pass()])])"},
    {"match a:\n case a.b.c: pass\n case _: pass",
     "Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchValue(value=Attribute(value=Attribute(value=Name(id='a', ctx=Load()), attr='b', ctx=Load()), attr='c', ctx=Load())), body=[Pass()]), match_case(pattern=MatchAs(), body=[Pass()])])"},
    {"match = 1",
     "Assign(targets=[Name(id='match', ctx=Store())], value=Constant(value=1))"},
    {"match(x, y)",
     "Expr(value=Call(func=Name(id='match', ctx=Load()), args=[Name(id='x', ctx=Load()), Name(id='y', ctx=Load())], keywords=[]))"},
    {"match[x]",
     "Expr(value=Subscript(value=Name(id='match', ctx=Load()), slice=Name(id='x', ctx=Load()), ctx=Load()))"},
    {"match * a, b",
     "Expr(value=Tuple(elts=[BinOp(left=Name(id='match', ctx=Load()), op=Mult(), right=Name(id='a', ctx=Load())), Name(id='b', ctx=Load())], ctx=Load()))"},
    {"match: int",
     "AnnAssign(target=Name(id='match', ctx=Store()), annotation=Name(id='int', ctx=Load()), simple=1)"},
    {"match, case = _",
     "Assign(targets=[Tuple(elts=[Name(id='match', ctx=Store()), Name(id='case', ctx=Store())], ctx=Store())], value=Name(id='_', ctx=Load()))"},
};

// Columns are in bytes; the parts of an f-string stand where the whole literal does.
constexpr Case kPositions[] = {
    {"(a) + (b)",
     "Expr(value=BinOp(left=Name(id='a', ctx=Load(), lineno=1, col_offset=1, end_lineno=1, end_col_offset=2), op=Add(), right=Name(id='b', ctx=Load(), lineno=1, col_offset=7, end_lineno=1, end_col_offset=8), lineno=1, col_offset=0, end_lineno=1, end_col_offset=9), lineno=1, col_offset=0, end_lineno=1, end_col_offset=9)"},
    {"((a, b))",
     "Expr(value=Tuple(elts=[Name(id='a', ctx=Load(), lineno=1, col_offset=2, end_lineno=1, end_col_offset=3), Name(id='b', ctx=Load(), lineno=1, col_offset=5, end_lineno=1, end_col_offset=6)], ctx=Load(), lineno=1, col_offset=1, end_lineno=1, end_col_offset=7), lineno=1, col_offset=0, end_lineno=1, end_col_offset=8)"},
    {"x = (yield)",
     "Assign(targets=[Name(id='x', ctx=Store(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=1)], value=Yield(lineno=1, col_offset=5, end_lineno=1, end_col_offset=10), lineno=1, col_offset=0, end_lineno=1, end_col_offset=11)"},
    {"f(a)(\n b\n).c",
     "Expr(value=Attribute(value=Call(func=Call(func=Name(id='f', ctx=Load(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=1), args=[Name(id='a', ctx=Load(), lineno=1, col_offset=2, end_lineno=1, end_col_offset=3)], keywords=[], lineno=1, col_offset=0, end_lineno=1, end_col_offset=4), args=[Name(id='b', ctx=Load(), lineno=2, col_offset=1, end_lineno=2, end_col_offset=2)], keywords=[], lineno=1, col_offset=0, end_lineno=3, end_col_offset=1), attr='c', ctx=Load(), lineno=1, col_offset=0, end_lineno=3, end_col_offset=3), lineno=1, col_offset=0, end_lineno=3, end_col_offset=3)"},
    {"@a\ndef f():\n  pass\n\n\nx",
     "FunctionDef(name='f', args=arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[]), body=[Pass(lineno=3, col_offset=2, end_lineno=3, end_col_offset=6)], decorator_list=[Name(id='a', ctx=Load(), lineno=1, col_offset=1, end_lineno=1, end_col_offset=2)], lineno=2, col_offset=0, end_lineno=3, end_col_offset=6), Expr(value=Name(id='x', ctx=Load(), lineno=6, col_offset=0, end_lineno=6, end_col_offset=1), lineno=6, col_offset=0, end_lineno=6, end_col_offset=1)"},
    {"if a:\n  b\nelif c:\n  d",
     "If(test=Name(id='a', ctx=Load(), lineno=1, col_offset=3, end_lineno=1, end_col_offset=4), body=[Expr(value=Name(id='b', ctx=Load(), lineno=2, col_offset=2, end_lineno=2, end_col_offset=3), lineno=2, col_offset=2, end_lineno=2, end_col_offset=3)], orelse=[If(test=Name(id='c', ctx=Load(), lineno=3, col_offset=5, end_lineno=3, end_col_offset=6), body=[Expr(value=Name(id='d', ctx=Load(), lineno=4, col_offset=2, end_lineno=4, end_col_offset=3), lineno=4, col_offset=2, end_lineno=4, end_col_offset=3)], orelse=[], lineno=3, col_offset=0, end_lineno=4, end_col_offset=3)], lineno=1, col_offset=0, end_lineno=4, end_col_offset=3)"},
    {"async def f(): pass",
     "AsyncFunctionDef(name='f', args=arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[]), body=[Pass(lineno=1, col_offset=15, end_lineno=1, end_col_offset=19)], decorator_list=[], lineno=1, col_offset=0, end_lineno=1, end_col_offset=19)"},
    {"é = 'é', b",
     "Assign(targets=[Name(id='é', ctx=Store(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=2)], value=Tuple(elts=[Constant(value='é', lineno=1, col_offset=5, end_lineno=1, end_col_offset=9), Name(id='b', ctx=Load(), lineno=1, col_offset=11, end_lineno=1, end_col_offset=12)], ctx=Load(), lineno=1, col_offset=5, end_lineno=1, end_col_offset=12), lineno=1, col_offset=0, end_lineno=1, end_col_offset=12)"},
    {"'a' \\\n  'b'",
     "Expr(value=Constant(value='ab', lineno=1, col_offset=0, end_lineno=2, end_col_offset=5), lineno=1, col_offset=0, end_lineno=2, end_col_offset=5)"},
    {"'''a\nb''' + c",
     "Expr(value=BinOp(left=Constant(value='a\\nb', lineno=1, col_offset=0, end_lineno=2, end_col_offset=4), op=Add(), right=Name(id='c', ctx=Load(), lineno=2, col_offset=7, end_lineno=2, end_col_offset=8), lineno=1, col_offset=0, end_lineno=2, end_col_offset=8), lineno=1, col_offset=0, end_lineno=2, end_col_offset=8)"},
    {"f'{a}b{ c }'",
     "Expr(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load(), lineno=1, col_offset=3, end_lineno=1, end_col_offset=4), conversion=-1, lineno=1, col_offset=0, end_lineno=1, end_col_offset=12), Constant(value='b', lineno=1, col_offset=0, end_lineno=1, end_col_offset=12), FormattedValue(value=Name(id='c', ctx=Load(), lineno=1, col_offset=8, end_lineno=1, end_col_offset=9), conversion=-1, lineno=1, col_offset=0, end_lineno=1, end_col_offset=12)], lineno=1, col_offset=0, end_lineno=1, end_col_offset=12), lineno=1, col_offset=0, end_lineno=1, end_col_offset=12)"},
    {"f'''\n{a} {b\n+ c}'''",
     "Expr(value=JoinedStr(values=[Constant(value='\\n', lineno=1, col_offset=0, end_lineno=3, end_col_offset=7), FormattedValue(value=Name(id='a', ctx=Load(), lineno=2, col_offset=1, end_lineno=2, end_col_offset=2), conversion=-1, lineno=1, col_offset=0, end_lineno=3, end_col_offset=7), Constant(value=' ', lineno=1, col_offset=0, end_lineno=3, end_col_offset=7), FormattedValue(value=BinOp(left=Name(id='b', ctx=Load(), lineno=2, col_offset=5, end_lineno=2, end_col_offset=6), op=Add(), right=Name(id='c', ctx=Load(), lineno=3, col_offset=2, end_lineno=3, end_col_offset=3), lineno=2, col_offset=5, end_lineno=3, end_col_offset=3), conversion=-1, lineno=1, col_offset=0, end_lineno=3, end_col_offset=7)], lineno=1, col_offset=0, end_lineno=3, end_col_offset=7), lineno=1, col_offset=0, end_lineno=3, end_col_offset=7)"},
    {"x = f'a' f'{b!r:{c}}'",
     "Assign(targets=[Name(id='x', ctx=Store(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=1)], value=JoinedStr(values=[Constant(value='a', lineno=1, col_offset=4, end_lineno=1, end_col_offset=21), FormattedValue(value=Name(id='b', ctx=Load(), lineno=1, col_offset=12, end_lineno=1, end_col_offset=13), conversion=114, format_spec=JoinedStr(values=[FormattedValue(value=Name(id='c', ctx=Load(), lineno=1, col_offset=17, end_lineno=1, end_col_offset=18), conversion=-1, lineno=1, col_offset=4, end_lineno=1, end_col_offset=21)], lineno=1, col_offset=9, end_lineno=1, end_col_offset=21), lineno=1, col_offset=4, end_lineno=1, end_col_offset=21)], lineno=1, col_offset=4, end_lineno=1, end_col_offset=21), lineno=1, col_offset=0, end_lineno=1, end_col_offset=21)"},
    {"f'{f\"{a}\"}'",
     "Expr(value=JoinedStr(values=[FormattedValue(value=JoinedStr(values=[FormattedValue(value=Name(id='a', ctx=Load(), lineno=1, col_offset=6, end_lineno=1, end_col_offset=7), conversion=-1, lineno=1, col_offset=3, end_lineno=1, end_col_offset=9)], lineno=1, col_offset=3, end_lineno=1, end_col_offset=9), conversion=-1, lineno=1, col_offset=0, end_lineno=1, end_col_offset=11)], lineno=1, col_offset=0, end_lineno=1, end_col_offset=11), lineno=1, col_offset=0, end_lineno=1, end_col_offset=11)"},
    {"class A(\n  B): pass",
     "ClassDef(name='A', bases=[Name(id='B', ctx=Load(), lineno=2, col_offset=2, end_lineno=2, end_col_offset=3)], keywords=[], body=[Pass(lineno=2, col_offset=6, end_lineno=2, end_col_offset=10)], decorator_list=[], lineno=1, col_offset=0, end_lineno=2, end_col_offset=10)"},
    {"with (a as b,\n      c): pass",
     "With(items=[withitem(context_expr=Name(id='a', ctx=Load(), lineno=1, col_offset=6, end_lineno=1, end_col_offset=7), optional_vars=Name(id='b', ctx=Store(), lineno=1, col_offset=11, end_lineno=1, end_col_offset=12)), withitem(context_expr=Name(id='c', ctx=Load(), lineno=2, col_offset=6, end_lineno=2, end_col_offset=7))], body=[Pass(lineno=2, col_offset=10, end_lineno=2, end_col_offset=14)], lineno=1, col_offset=0, end_lineno=2, end_col_offset=14)"},
    {"x[a:b, *c]",
     "Expr(value=Subscript(value=Name(id='x', ctx=Load(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=1), slice=Tuple(elts=[Slice(lower=Name(id='a', ctx=Load(), lineno=1, col_offset=2, end_lineno=1, end_col_offset=3), upper=Name(id='b', ctx=Load(), lineno=1, col_offset=4, end_lineno=1, end_col_offset=5), lineno=1, col_offset=2, end_lineno=1, end_col_offset=5), Starred(value=Name(id='c', ctx=Load(), lineno=1, col_offset=8, end_lineno=1, end_col_offset=9), ctx=Load(), lineno=1, col_offset=7, end_lineno=1, end_col_offset=9)], ctx=Load(), lineno=1, col_offset=2, end_lineno=1, end_col_offset=9), ctx=Load(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=10), lineno=1, col_offset=0, end_lineno=1, end_col_offset=10)"},
    {"f(**a, b=c)",
     "Expr(value=Call(func=Name(id='f', ctx=Load(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=1), args=[], keywords=[keyword(value=Name(id='a', ctx=Load(), lineno=1, col_offset=4, end_lineno=1, end_col_offset=5), lineno=1, col_offset=2, end_lineno=1, end_col_offset=5), keyword(arg='b', value=Name(id='c', ctx=Load(), lineno=1, col_offset=9, end_lineno=1, end_col_offset=10), lineno=1, col_offset=7, end_lineno=1, end_col_offset=10)], lineno=1, col_offset=0, end_lineno=1, end_col_offset=11), lineno=1, col_offset=0, end_lineno=1, end_col_offset=11)"},
    {"lambda a, *b: c",
     "Expr(value=Lambda(args=arguments(posonlyargs=[], args=[arg(arg='a', lineno=1, col_offset=7, end_lineno=1, end_col_offset=8)], vararg=arg(arg='b', lineno=1, col_offset=11, end_lineno=1, end_col_offset=12), kwonlyargs=[], kw_defaults=[], defaults=[]), body=Name(id='c', ctx=Load(), lineno=1, col_offset=14, end_lineno=1, end_col_offset=15), lineno=1, col_offset=0, end_lineno=1, end_col_offset=15), lineno=1, col_offset=0, end_lineno=1, end_col_offset=15)"},
    {"import a.b as c",
     "Import(names=[alias(name='a.b', asname='c', lineno=1, col_offset=7, end_lineno=1, end_col_offset=15)], lineno=1, col_offset=0, end_lineno=1, end_col_offset=15)"},
    {"from a import (b as c, d)",
     "ImportFrom(module='a', names=[alias(name='b', asname='c', lineno=1, col_offset=15, end_lineno=1, end_col_offset=21), alias(name='d', lineno=1, col_offset=23, end_lineno=1, end_col_offset=24)], level=0, lineno=1, col_offset=0, end_lineno=1, end_col_offset=25)"},
    {"try: a\nexcept B as c:\n  d\n",
     "Try(body=[Expr(value=Name(id='a', ctx=Load(), lineno=1, col_offset=5, end_lineno=1, end_col_offset=6), lineno=1, col_offset=5, end_lineno=1, end_col_offset=6)], handlers=[ExceptHandler(type=Name(id='B', ctx=Load(), lineno=2, col_offset=7, end_lineno=2, end_col_offset=8), name='c', body=[Expr(value=Name(id='d', ctx=Load(), lineno=3, col_offset=2, end_lineno=3, end_col_offset=3), lineno=3, col_offset=2, end_lineno=3, end_col_offset=3)], lineno=2, col_offset=0, end_lineno=3, end_col_offset=3)], orelse=[], finalbody=[], lineno=1, col_offset=0, end_lineno=3, end_col_offset=3)"},
    {"match a:\n  case B(c=1, d=[e, *f]): pass",
     "Match(subject=Name(id='a', ctx=Load(), lineno=1, col_offset=6, end_lineno=1, end_col_offset=7), cases=[match_case(pattern=MatchClass(cls=Name(id='B', ctx=Load(), lineno=2, col_offset=7, end_lineno=2, end_col_offset=8), patterns=[], kwd_attrs=['c', 'd'], kwd_patterns=[MatchValue(value=Constant(value=1, lineno=2, col_offset=11, end_lineno=2, end_col_offset=12), lineno=2, col_offset=11, end_lineno=2, end_col_offset=12), MatchSequence(patterns=[MatchAs(name='e', lineno=2, col_offset=17, end_lineno=2, end_col_offset=18), MatchStar(name='f', lineno=2, col_offset=20, end_lineno=2, end_col_offset=22)], lineno=2, col_offset=16, end_lineno=2, end_col_offset=23)], lineno=2, col_offset=7, end_lineno=2, end_col_offset=24), body=[Pass(lineno=2, col_offset=26, end_lineno=2, end_col_offset=30)])], lineno=1, col_offset=0, end_lineno=2, end_col_offset=30)"},
    {"[a for b in c if d]",
     "Expr(value=ListComp(elt=Name(id='a', ctx=Load(), lineno=1, col_offset=1, end_lineno=1, end_col_offset=2), generators=[comprehension(target=Name(id='b', ctx=Store(), lineno=1, col_offset=7, end_lineno=1, end_col_offset=8), iter=Name(id='c', ctx=Load(), lineno=1, col_offset=12, end_lineno=1, end_col_offset=13), ifs=[Name(id='d', ctx=Load(), lineno=1, col_offset=17, end_lineno=1, end_col_offset=18)], is_async=0)], lineno=1, col_offset=0, end_lineno=1, end_col_offset=19), lineno=1, col_offset=0, end_lineno=1, end_col_offset=19)"},
    {"del (a), b",
     "Delete(targets=[Name(id='a', ctx=Del(), lineno=1, col_offset=5, end_lineno=1, end_col_offset=6), Name(id='b', ctx=Del(), lineno=1, col_offset=9, end_lineno=1, end_col_offset=10)], lineno=1, col_offset=0, end_lineno=1, end_col_offset=10)"},
    {"a; b",
     "Expr(value=Name(id='a', ctx=Load(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=1), lineno=1, col_offset=0, end_lineno=1, end_col_offset=1), Expr(value=Name(id='b', ctx=Load(), lineno=1, col_offset=3, end_lineno=1, end_col_offset=4), lineno=1, col_offset=3, end_lineno=1, end_col_offset=4)"},
    {"not a, -b ** c",
     "Expr(value=Tuple(elts=[UnaryOp(op=Not(), operand=Name(id='a', ctx=Load(), lineno=1, col_offset=4, end_lineno=1, end_col_offset=5), lineno=1, col_offset=0, end_lineno=1, end_col_offset=5), UnaryOp(op=USub(), operand=BinOp(left=Name(id='b', ctx=Load(), lineno=1, col_offset=8, end_lineno=1, end_col_offset=9), op=Pow(), right=Name(id='c', ctx=Load(), lineno=1, col_offset=13, end_lineno=1, end_col_offset=14), lineno=1, col_offset=8, end_lineno=1, end_col_offset=14), lineno=1, col_offset=7, end_lineno=1, end_col_offset=14)], ctx=Load(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=14), lineno=1, col_offset=0, end_lineno=1, end_col_offset=14)"},
    {"a < (b) < c",
     "Expr(value=Compare(left=Name(id='a', ctx=Load(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=1), ops=[Lt(), Lt()], comparators=[Name(id='b', ctx=Load(), lineno=1, col_offset=5, end_lineno=1, end_col_offset=6), Name(id='c', ctx=Load(), lineno=1, col_offset=10, end_lineno=1, end_col_offset=11)], lineno=1, col_offset=0, end_lineno=1, end_col_offset=11), lineno=1, col_offset=0, end_lineno=1, end_col_offset=11)"},
    {"x: (int) = 1",
     "AnnAssign(target=Name(id='x', ctx=Store(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=1), annotation=Name(id='int', ctx=Load(), lineno=1, col_offset=4, end_lineno=1, end_col_offset=7), value=Constant(value=1, lineno=1, col_offset=11, end_lineno=1, end_col_offset=12), simple=1, lineno=1, col_offset=0, end_lineno=1, end_col_offset=12)"},
    {"global a , b",
     "Global(names=['a', 'b'], lineno=1, col_offset=0, end_lineno=1, end_col_offset=12)"},
};
// clang-format on

void CheckAll(std::span<const Case> cases, bool with_positions = false) {
  for (const Case& expected : cases) {
    ParseOptions options;
    options.flags = kIgnoreCookie;
    ParseResult result = Parse(expected.source, options);
    ASSERT_TRUE(result.ok()) << expected.source << "\n" << result.error.message;
    EXPECT_EQ(DumpAst(result.root, {.include_attributes = with_positions}),
              std::string("Module(body=[") + expected.body + "], type_ignores=[])")
        << expected.source;
  }
}

TEST(SyntaxTreeTest, Statements) { CheckAll(kStatements); }
TEST(SyntaxTreeTest, CompoundStatements) { CheckAll(kCompoundStatements); }
TEST(SyntaxTreeTest, Parameters) { CheckAll(kParameters); }
TEST(SyntaxTreeTest, Operators) { CheckAll(kOperators); }
TEST(SyntaxTreeTest, Primaries) { CheckAll(kPrimaries); }
TEST(SyntaxTreeTest, Comprehensions) { CheckAll(kComprehensions); }
TEST(SyntaxTreeTest, Literals) { CheckAll(kLiterals); }
TEST(SyntaxTreeTest, FormattedStrings) { CheckAll(kFormattedStrings); }
TEST(SyntaxTreeTest, Patterns) { CheckAll(kPatterns); }
TEST(SyntaxTreeTest, Positions) { CheckAll(kPositions, /*with_positions=*/true); }

TEST(SyntaxTreeTest, IdentifiersAreNormalized) {
  ParseResult result = Parse("\uFB01 = fi", {});  // the ligature fi
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result.arena->identifier_count(), 1u);
}

TEST(SyntaxTreeTest, InteractiveAndExpressionRoots) {
  ParseOptions options;
  options.mode = ParseMode::kSingle;
  EXPECT_EQ(DumpAst(Parse("if a:\n  b", options).root),
            "Interactive(body=[If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', "
            "ctx=Load()))], orelse=[])])");
  options.mode = ParseMode::kEval;
  EXPECT_EQ(DumpAst(Parse("a, b\n\n", options).root),
            "Expression(body=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], "
            "ctx=Load()))");
}

TEST(SyntaxTreeTest, WarningsComeInSourceOrder) {
  ParseResult result = Parse("'\\d'\n1if a else 2\nb'\\q'\n", {});
  ASSERT_TRUE(result.ok());
  ASSERT_EQ(result.warnings.size(), 3u);
  EXPECT_EQ(result.warnings[0].message, "invalid escape sequence '\\d'");
  EXPECT_EQ(result.warnings[1].message, "invalid decimal literal");
  EXPECT_EQ(result.warnings[1].category, SyntaxWarningInfo::Category::kSyntaxWarning);
  EXPECT_EQ(result.warnings[2].position.lineno, 3);
}

}  // namespace
}  // namespace krait::frontend
