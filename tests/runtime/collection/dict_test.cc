#include "runtime/collection/dict.h"

#include <string>

#include "callsite/property_cell.h"
#include "tests/runtime/collection/isolate_fixture.h"

namespace krait {
namespace {

class DictTest : public IsolateTest {
 protected:
  Str* Name(std::string_view s) { return Str::Intern(iso, s); }

  std::string Keys(const Dict* dict) {
    std::string keys;
    int64_t position = 0;
    Value key, value;
    while (dict->NextEntry(&position, &key, &value)) keys += key.As<Str>()->view();
    return keys;
  }
};

TEST_F(DictTest, FindsStringsByContent) {
  Dict* dict = Dict::New(iso);
  ASSERT_TRUE(dict->Set(iso, Name("one"), Value::Int(1)));
  EXPECT_EQ(dict->Get(iso, Str::New(iso, "one")), Value::Int(1));
  EXPECT_TRUE(dict->Get(iso, Name("two")).IsEmpty());
}

TEST_F(DictTest, KeepsInsertionOrderThroughGrowthAndDeletion) {
  Dict* dict = Dict::New(iso);
  for (char c = 'a'; c <= 'z'; ++c) {
    ASSERT_TRUE(dict->Set(iso, Name(std::string(1, c)), Value::Int(c)));
  }
  ASSERT_TRUE(dict->Delete(iso, Name("c")));
  ASSERT_TRUE(dict->Set(iso, Name("c"), Value::Int(0)));
  EXPECT_EQ(Keys(dict), "abdefghijklmnopqrstuvwxyzc");
  EXPECT_EQ(dict->size, 26);
}

TEST_F(DictTest, EqualNumbersAreOneKey) {
  Dict* dict = Dict::New(iso);
  ASSERT_TRUE(dict->SetItem(iso, Value::Int(1), Text("int")));
  ASSERT_TRUE(dict->SetItem(iso, Value::Double(1.0), Text("float")));
  Value value;
  ASSERT_TRUE(dict->Lookup(iso, Value::True(), &value));
  EXPECT_TRUE(value.As<Str>()->Equals("float"));
  EXPECT_EQ(dict->size, 1);
}

TEST_F(DictTest, IntsThatHashAlikeAreDifferentKeys) {
  Dict* dict = Dict::New(iso);
  ASSERT_TRUE(dict->SetItem(iso, Value::Int(-1), Value::Int(10)));
  ASSERT_TRUE(dict->SetItem(iso, Value::Int(-2), Value::Int(20)));
  Value value;
  ASSERT_TRUE(dict->Lookup(iso, Value::Int(-2), &value));
  EXPECT_EQ(value, Value::Int(20));
}

TEST_F(DictTest, WorksAsAQueueWithoutGrowing) {
  Dict* dict = Dict::New(iso);
  for (int64_t i = 0; i < 100000; ++i) {
    ASSERT_TRUE(dict->SetItem(iso, Value::Int(i), Value::Int(i)));
    Value key, value;
    if (i >= 10) {
      ASSERT_TRUE(dict->TakeEnd(iso, /*last=*/false, &key, &value));
      ASSERT_EQ(key, Value::Int(i - 10));
    }
  }
  EXPECT_EQ(dict->size, 10);
}

TEST_F(DictTest, MovesEntriesToBothEnds) {
  Dict* dict = Dict::New(iso);
  for (const char* c : {"a", "b", "c", "d"}) ASSERT_TRUE(dict->Set(iso, Name(c), Value::None()));
  bool found;
  ASSERT_TRUE(dict->MoveToEnd(iso, Text("b"), /*last=*/true, &found));
  EXPECT_EQ(Keys(dict), "acdb");
  ASSERT_TRUE(dict->MoveToEnd(iso, Text("d"), /*last=*/false, &found));
  EXPECT_EQ(Keys(dict), "dacb");
  ASSERT_TRUE(dict->MoveToEnd(iso, Text("x"), /*last=*/false, &found));
  EXPECT_FALSE(found);
}

TEST_F(DictTest, ACopyIsIndependent) {
  Dict* dict = Dict::New(iso);
  ASSERT_TRUE(dict->Set(iso, Name("a"), Value::Int(1)));
  Dict* copy = dict->Copy(iso);
  ASSERT_TRUE(copy->Set(iso, Name("b"), Value::Int(2)));
  EXPECT_EQ(Keys(dict), "a");
  EXPECT_EQ(Keys(copy), "ab");
}

TEST_F(DictTest, ANamespaceHidesAbsentCells) {
  Dict* ns = Dict::NewNamespace(iso);
  PropertyCell* cell = ns->CellFor(iso, Name("x"));
  ASSERT_NE(cell, nullptr);
  EXPECT_EQ(ns->size, 0);
  EXPECT_EQ(Keys(ns), "");
  ASSERT_TRUE(ns->Set(iso, Name("y"), Value::Int(1)));
  ASSERT_TRUE(ns->Set(iso, Name("x"), Value::Int(2)));
  EXPECT_EQ(Keys(ns), "yx");
  EXPECT_EQ(cell->value, Value::Int(2));
  EXPECT_EQ(ns->FindCell(Name("x")), cell);
}

TEST_F(DictTest, DeletingFromANamespaceKeepsTheCell) {
  Dict* ns = Dict::NewNamespace(iso);
  ASSERT_TRUE(ns->Set(iso, Name("x"), Value::Int(1)));
  PropertyCell* cell = ns->FindCell(Name("x"));
  ASSERT_TRUE(ns->Delete(iso, Name("x")));
  EXPECT_TRUE(cell->IsAbsent());
  EXPECT_FALSE(ns->Delete(iso, Name("x")));
  EXPECT_EQ(ns->CellFor(iso, Name("x")), cell);
  EXPECT_EQ(ns->size, 0);
}

TEST_F(DictTest, EntersCellModeInPlace) {
  Dict* dict = Dict::New(iso);
  ASSERT_TRUE(dict->Set(iso, Name("a"), Value::Int(1)));
  ASSERT_TRUE(dict->SetItem(iso, Value::Int(5), Value::Int(2)));
  dict->EnterCellMode(iso);
  EXPECT_EQ(dict->Get(iso, Name("a")), Value::Int(1));
  EXPECT_EQ(dict->FindCell(Name("a"))->value, Value::Int(1));
  Value value;
  ASSERT_TRUE(dict->Lookup(iso, Value::Int(5), &value));
  EXPECT_EQ(value, Value::Int(2));
  EXPECT_FALSE(dict->Copy(iso)->HasCells());
}

}  // namespace
}  // namespace krait
