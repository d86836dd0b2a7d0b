"""An invented notice of next year's holidays, for tests that import one."""

NEXT_YEAR = """date,name,isOffDay
2027-01-01,元旦,true
2027-01-02,元旦,true
2027-01-03,元旦,true
2027-02-05,春节,true
2027-02-06,春节,true
2027-02-07,春节,true
2027-02-08,春节,true
2027-02-09,春节,true
2027-02-20,春节,false
"""
