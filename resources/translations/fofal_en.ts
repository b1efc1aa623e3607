<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>AlertPane</name>
        <message numerus="yes">
            <source>came back %n time(s)</source>
            <translation>
                <numerusform>came back once</numerusform>
                <numerusform>came back %n times</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>AlertsPage</name>
        <message numerus="yes">
            <source>%n alert(s)</source>
            <translation>
                <numerusform>%n alert</numerusform>
                <numerusform>%n alerts</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Chooser</name>
        <message numerus="yes">
            <source>%n record(s)</source>
            <translation>
                <numerusform>%n record</numerusform>
                <numerusform>%n records</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Geometry</name>
        <message numerus="yes">
            <source>%n corner(s)</source>
            <translation>
                <numerusform>%n corner</numerusform>
                <numerusform>%n corners</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n part(s)</source>
            <translation>
                <numerusform>%n part</numerusform>
                <numerusform>%n parts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hole(s)</source>
            <translation>
                <numerusform>%n hole</numerusform>
                <numerusform>%n holes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Held</name>
        <message numerus="yes">
            <source>%n active account(s)</source>
            <translation>
                <numerusform>%n active account</numerusform>
                <numerusform>%n active accounts</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>HistoryDialog</name>
        <message numerus="yes">
            <source>%n change(s)</source>
            <translation>
                <numerusform>%n change</numerusform>
                <numerusform>%n changes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ImportWizard</name>
        <message numerus="yes">
            <source>%n error(s)</source>
            <translation>
                <numerusform>%n error</numerusform>
                <numerusform>%n errors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) read</source>
            <translation>
                <numerusform>%n row read</numerusform>
                <numerusform>%n rows read</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n to add</source>
            <translation>
                <numerusform>%n to add</numerusform>
                <numerusform>%n to add</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n to change</source>
            <translation>
                <numerusform>%n to change</numerusform>
                <numerusform>%n to change</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n added</source>
            <translation>
                <numerusform>%n added</numerusform>
                <numerusform>%n added</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n changed</source>
            <translation>
                <numerusform>%n changed</numerusform>
                <numerusform>%n changed</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ListPage</name>
        <message numerus="yes">
            <source>Select at most %n row(s) that you have seen to delete them together.</source>
            <translation>
                <numerusform>Select at most %n row that you have seen to delete it.</numerusform>
                <numerusform>Select at most %n rows that you have seen to delete them together.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n record(s)</source>
            <translation>
                <numerusform>%n record</numerusform>
                <numerusform>%n records</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>%n selected</numerusform>
                <numerusform>%n selected</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Lock</name>
        <message numerus="yes">
            <source>%n form(s) with unsaved changes will be lost.</source>
            <translation>
                <numerusform>%n form with unsaved changes will be lost.</numerusform>
                <numerusform>%n forms with unsaved changes will be lost.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LockingDialog</name>
        <message numerus="yes">
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n minute</numerusform>
                <numerusform>%n minutes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MapImport</name>
        <message numerus="yes">
            <source>%n walk(s) thinned out:</source>
            <translation>
                <numerusform>%n walk thinned out:</numerusform>
                <numerusform>%n walks thinned out:</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RecordPage</name>
        <message numerus="yes">
            <source>%n field(s) to correct</source>
            <translation>
                <numerusform>%n field to correct</numerusform>
                <numerusform>%n fields to correct</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Removal</name>
        <message numerus="yes">
            <source>%n record(s) deleted.</source>
            <translation>
                <numerusform>%n record deleted.</numerusform>
                <numerusform>%n records deleted.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RightsPage</name>
        <message numerus="yes">
            <source>%n right(s)</source>
            <translation>
                <numerusform>%n right</numerusform>
                <numerusform>%n rights</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Saving</name>
        <message numerus="yes">
            <source>%n field(s) to correct</source>
            <translation>
                <numerusform>%n field to correct</numerusform>
                <numerusform>%n fields to correct</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SetupStep</name>
        <message numerus="yes">
            <source>%n field(s) to correct</source>
            <translation>
                <numerusform>%n field to correct</numerusform>
                <numerusform>%n fields to correct</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SignIn</name>
        <message numerus="yes">
            <source>Too many attempts. Try again in %n second(s).</source>
            <translation>
                <numerusform>Too many attempts. Try again in %n second.</numerusform>
                <numerusform>Too many attempts. Try again in %n seconds.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TotalsBar</name>
        <message numerus="yes">
            <source>%n line(s)</source>
            <translation>
                <numerusform>%n line</numerusform>
                <numerusform>%n lines</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>limits</name>
        <message numerus="yes">
            <source>At most %n decimal(s).</source>
            <translation>
                <numerusform>At most %n decimal.</numerusform>
                <numerusform>At most %n decimals.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ChosenPane</name>
        <message numerus="yes">
            <source>%n plot(s) chosen</source>
            <translation>
                <numerusform>%n plot chosen</numerusform>
                <numerusform>%n plots chosen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MapPage</name>
        <message numerus="yes">
            <source>%n plot(s)</source>
            <translation>
                <numerusform>%n plot</numerusform>
                <numerusform>%n plots</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MapSide</name>
        <message numerus="yes">
            <source>%n plot(s) without an outline</source>
            <translation>
                <numerusform>%n plot without an outline</numerusform>
                <numerusform>%n plots without an outline</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Sketching</name>
        <message numerus="yes">
            <source>%n corner(s)</source>
            <translation>
                <numerusform>%n corner</numerusform>
                <numerusform>%n corners</numerusform>
            </translation>
        </message>
    </context>
</TS>
