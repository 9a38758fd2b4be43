#include "runtime/object/type.h"

#include <vector>

#include "callsite/property_cell.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/mro.h"
#include "runtime/object/operations.h"
#include "tests/runtime/collection/isolate_fixture.h"

namespace krait {
namespace {

class TypeTest : public IsolateTest {
 protected:
  Str* Name(std::string_view s) { return Str::Intern(iso, s); }
  Type* Class(std::string_view name, std::initializer_list<Type*> bases = {}) {
    Tuple* tuple = Tuple::New(iso, static_cast<int64_t>(bases.size()));
    int64_t i = 0;
    for (Type* base : bases) tuple->items[i++] = Value::Object(base);
    return NewType(iso, iso->type(ObjectKind::kType), Name(name), tuple, Dict::New(iso), nullptr);
  }
  std::string Pending() {
    const Value e = TakePending(iso);
    return e ? std::string(ToStr(iso, e)->view()) : "";
  }
};

TEST_F(TypeTest, ExactBuiltInsAreToldByTheirShape) {
  EXPECT_EQ(TypeOf(iso, Value::Int(1)), iso->type(ObjectKind::kInt));
  EXPECT_EQ(TypeOf(iso, Value::None()), iso->type(ObjectKind::kNone));
  EXPECT_EQ(TypeOf(iso, Text("x")), iso->type(ObjectKind::kStr));
  EXPECT_TRUE(IsSubtype(iso->type(ObjectKind::kBool), iso->type(ObjectKind::kInt)));
}

TEST_F(TypeTest, LinearisesDiamonds) {
  Type* a = Class("A");
  Type* b = Class("B", {a});
  Type* c = Class("C", {a});
  Type* d = Class("D", {b, c});
  ASSERT_NE(d, nullptr);
  ASSERT_EQ(d->mro->size, 5);
  EXPECT_EQ(d->mro->items[1].As<Type>(), b);
  EXPECT_EQ(d->mro->items[2].As<Type>(), c);
  EXPECT_EQ(d->mro->items[3].As<Type>(), a);
}

TEST_F(TypeTest, RefusesInconsistentBases) {
  Type* a = Class("A");
  Type* b = Class("B", {a});
  EXPECT_EQ(Class("C", {a, b}), nullptr);
  EXPECT_EQ(Pending(),
            "Cannot create a consistent method resolution\norder (MRO) for bases A, B");
}

TEST_F(TypeTest, RefusesConflictingLayouts) {
  EXPECT_EQ(Class("C", {iso->type(ObjectKind::kInt), iso->type(ObjectKind::kStr)}), nullptr);
  EXPECT_EQ(Pending(), "multiple bases have instance lay-out conflict");
}

TEST_F(TypeTest, SpecialMethodsFollowChangesOfBaseClasses) {
  Type* a = Class("A");
  Type* b = Class("B", {a});
  EXPECT_TRUE(TypeSpecial(iso, b, Special::kLen).IsEmpty());
  ASSERT_TRUE(SetTypeAttribute(iso, a, Name("__len__"), Value::Int(1)));
  EXPECT_EQ(TypeSpecial(iso, b, Special::kLen), Value::Int(1));
  ASSERT_TRUE(SetTypeAttribute(iso, a, Name("__len__"), Value::Empty()));
  EXPECT_TRUE(TypeSpecial(iso, b, Special::kLen).IsEmpty());
}

TEST_F(TypeTest, LookUpsNoticeNamesThatAppearNearer) {
  Type* a = Class("A");
  Type* b = Class("B", {a});
  SetTypeAttribute(iso, a, Name("x"), Value::Int(1));
  EXPECT_EQ(LookupOnType(iso, b, Name("x")), Value::Int(1));
  SetTypeAttribute(iso, b, Name("x"), Value::Int(2));
  EXPECT_EQ(LookupOnType(iso, b, Name("x")), Value::Int(2));
  SetTypeAttribute(iso, b, Name("x"), Value::Empty());
  EXPECT_EQ(LookupOnType(iso, b, Name("x")), Value::Int(1));
}

TEST_F(TypeTest, LookUpsReportTheCellsTheyPassed) {
  Type* a = Class("A");
  Type* b = Class("B", {a});
  SetTypeAttribute(iso, a, Name("x"), Value::Int(1));
  std::vector<PropertyCell*> cells;
  EXPECT_EQ(LookupOnTypeWithCells(iso, b, Name("x"), &cells), Value::Int(1));
  ASSERT_EQ(cells.size(), 2u);
  EXPECT_TRUE(cells[0]->IsAbsent());
  EXPECT_EQ(cells[1]->value, Value::Int(1));
}

TEST_F(TypeTest, NewBasesChangeTheMroOfSubclassesToo) {
  Type* a = Class("A");
  Type* other = Class("Other");
  Type* b = Class("B", {a});
  Type* c = Class("C", {b});
  SetTypeAttribute(iso, other, Name("x"), Value::Int(5));
  EXPECT_TRUE(LookupOnType(iso, c, Name("x")).IsEmpty());
  ASSERT_TRUE(SetBases(iso, b, Tuple::Of(iso, {Value::Object(other)})));
  EXPECT_EQ(LookupOnType(iso, c, Name("x")), Value::Int(5));
}

TEST_F(TypeTest, BuiltInTypesCannotBeChanged) {
  EXPECT_FALSE(SetTypeAttribute(iso, iso->type(ObjectKind::kInt), Name("x"), Value::None()));
  EXPECT_EQ(Pending(), "cannot set 'x' attribute of immutable type 'int'");
}

TEST_F(TypeTest, AnIsolateIsSmall) {
  EXPECT_LT(iso->heap().used_bytes(), size_t{1} << 20);
}

}  // namespace
}  // namespace krait
