<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>ActDialog</name>
        <message numerus="yes">
            <source>Process together: %n record(s)</source>
            <translation>
                <numerusform>Process together: %n record</numerusform>
                <numerusform>Process together: %n records</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n record(s) are left out: their state does not allow it.</source>
            <translation>
                <numerusform>%n record is left out: its state does not allow it.</numerusform>
                <numerusform>%n records are left out: their state does not allow it.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Alarm</name>
        <message numerus="yes">
            <source>%n new alert(s).</source>
            <translation>
                <numerusform>%n new alert.</numerusform>
                <numerusform>%n new alerts.</numerusform>
            </translation>
        </message>
    </context>
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
        <name>ChangeDialog</name>
        <message numerus="yes">
            <source>Change together: %n record(s)</source>
            <translation>
                <numerusform>Change together: %n record</numerusform>
                <numerusform>Change together: %n records</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n record(s) would change. Nothing is stored yet.</source>
            <translation>
                <numerusform>%n record would change. Nothing is stored yet.</numerusform>
                <numerusform>%n records would change. Nothing is stored yet.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n error(s)</source>
            <translation>
                <numerusform>%n error</numerusform>
                <numerusform>%n errors</numerusform>
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
        <name>Dashboard</name>
        <message numerus="yes">
            <source>%n record(s) counted</source>
            <translation>
                <numerusform>%n record counted</numerusform>
                <numerusform>%n records counted</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Details</name>
        <message numerus="yes">
            <source>… and %n more</source>
            <translation>
                <numerusform>… and %n more</numerusform>
                <numerusform>… and %n more</numerusform>
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
        <name>GroupDialog</name>
        <message numerus="yes">
            <source>%n group(s) copied.</source>
            <translation>
                <numerusform>%n group copied.</numerusform>
                <numerusform>%n groups copied.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n smaller group(s) are not shown.</source>
            <translation>
                <numerusform>%n smaller group is not shown.</numerusform>
                <numerusform>%n smaller groups are not shown.</numerusform>
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
        <name>ListFoot</name>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>%n selected</numerusform>
                <numerusform>%n selected</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Sums are made of %n row(s) at most</source>
            <translation>
                <numerusform>Sums are made of %n row at most</numerusform>
                <numerusform>Sums are made of %n rows at most</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ListPage</name>
        <message numerus="yes">
            <source>%n record(s)</source>
            <translation>
                <numerusform>%n record</numerusform>
                <numerusform>%n records</numerusform>
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
        <message numerus="yes">
            <source>%n unsaved form(s) stay on this computer and are offered again to who filled them in.</source>
            <translation>
                <numerusform>%n unsaved form stays on this computer and is offered again to who filled it in.</numerusform>
                <numerusform>%n unsaved forms stay on this computer and are offered again to who filled them in.</numerusform>
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
        <name>MaintenanceStrip</name>
        <message numerus="yes">
            <source>Maintenance in %n minute(s), at {0}: {1}</source>
            <translation>
                <numerusform>Maintenance in %n minute, at {0}: {1}</numerusform>
                <numerusform>Maintenance in %n minutes, at {0}: {1}</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MapImport</name>
        <message numerus="yes">
            <source>Store %n without the refused</source>
            <translation>
                <numerusform>Store %n without the refused</numerusform>
                <numerusform>Store %n without the refused</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new</source>
            <translation>
                <numerusform>%n new</numerusform>
                <numerusform>%n new</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n changed</source>
            <translation>
                <numerusform>%n changed</numerusform>
                <numerusform>%n changed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n as before</source>
            <translation>
                <numerusform>%n as before</numerusform>
                <numerusform>%n as before</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n refused</numerusform>
                <numerusform>%n refused</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n walk(s) thinned out:</source>
            <translation>
                <numerusform>%n walk thinned out:</numerusform>
                <numerusform>%n walks thinned out:</numerusform>
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
        <name>OneByOne</name>
        <message numerus="yes">
            <source>%n done</source>
            <translation>
                <numerusform>%n done</numerusform>
                <numerusform>%n done</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n refused</numerusform>
                <numerusform>%n refused</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n left as they were</source>
            <translation>
                <numerusform>%n left as it was</numerusform>
                <numerusform>%n left as they were</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Operations</name>
        <message numerus="yes">
            <source>%n min ago</source>
            <translation>
                <numerusform>%n min ago</numerusform>
                <numerusform>%n min ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n h ago</source>
            <translation>
                <numerusform>%n h ago</numerusform>
                <numerusform>%n h ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n days ago</source>
            <translation>
                <numerusform>%n day ago</numerusform>
                <numerusform>%n days ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n good, copied elsewhere</source>
            <translation>
                <numerusform>%n good, copied elsewhere</numerusform>
                <numerusform>%n good, copied elsewhere</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n good, without a copy</source>
            <translation>
                <numerusform>%n good, without a copy</numerusform>
                <numerusform>%n good, without a copy</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>load {0} for %n processor(s)</source>
            <translation>
                <numerusform>load {0} for %n processor</numerusform>
                <numerusform>load {0} for %n processors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n failed</source>
            <translation>
                <numerusform>%n failed</numerusform>
                <numerusform>%n failed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n given up</source>
            <translation>
                <numerusform>%n given up</numerusform>
                <numerusform>%n given up</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n active account(s)</source>
            <translation>
                <numerusform>%n active account</numerusform>
                <numerusform>%n active accounts</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PasteDialog</name>
        <message numerus="yes">
            <source>%n to change</source>
            <translation>
                <numerusform>%n to change</numerusform>
                <numerusform>%n to change</numerusform>
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
            <source>%n error(s)</source>
            <translation>
                <numerusform>%n error</numerusform>
                <numerusform>%n errors</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Over the %n selected row(s), in their order</source>
            <translation>
                <numerusform>Over the selected row</numerusform>
                <numerusform>Over the %n selected rows, in their order</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>“{0}” changes in %n row(s): do they stand in the order of the list?</source>
            <translation>
                <numerusform>“{0}” changes in %n row: do they stand in the order of the list?</numerusform>
                <numerusform>“{0}” changes in %n rows: do they stand in the order of the list?</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PastedModel</name>
        <message numerus="yes">
            <source>%n cell(s) changed</source>
            <translation>
                <numerusform>%n cell changed</numerusform>
                <numerusform>%n cells changed</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RainBook</name>
        <message numerus="yes">
            <source>%n day(s) not read</source>
            <translation>
                <numerusform>%n day not read</numerusform>
                <numerusform>%n days not read</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RainBookPage</name>
        <message numerus="yes">
            <source>%n day(s) to correct</source>
            <translation>
                <numerusform>%n day to correct</numerusform>
                <numerusform>%n days to correct</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The rain book has %n day(s) that are not saved.</source>
            <translation>
                <numerusform>The rain book has %n day that is not saved.</numerusform>
                <numerusform>The rain book has %n days that are not saved.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) not saved</source>
            <translation>
                <numerusform>%n day not saved</numerusform>
                <numerusform>%n days not saved</numerusform>
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
            <source>Deletion of %n record(s)</source>
            <translation>
                <numerusform>Deletion of %n record</numerusform>
                <numerusform>Deletion of %n records</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Taking back %n record(s)</source>
            <translation>
                <numerusform>Taking back %n record</numerusform>
                <numerusform>Taking back %n records</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n record(s) deleted.</source>
            <translation>
                <numerusform>%n record deleted.</numerusform>
                <numerusform>%n records deleted.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{0}, %n still deleted.</source>
            <translation>
                <numerusform>{0}, %n still deleted.</numerusform>
                <numerusform>{0}, %n still deleted.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n taken back</source>
            <translation>
                <numerusform>%n record brought back</numerusform>
                <numerusform>%n records brought back</numerusform>
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
        <name>SensorsPage</name>
        <message numerus="yes">
            <source>%n sensor(s)</source>
            <translation>
                <numerusform>%n sensor</numerusform>
                <numerusform>%n sensors</numerusform>
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
        <name>Sketching</name>
        <message numerus="yes">
            <source>%n corner(s)</source>
            <translation>
                <numerusform>%n corner</numerusform>
                <numerusform>%n corners</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>StatusBar</name>
        <message numerus="yes">
            <source>%n notice(s)</source>
            <translation>
                <numerusform>%n notice</numerusform>
                <numerusform>%n notices</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n to send</source>
            <translation>
                <numerusform>%n to send</numerusform>
                <numerusform>%n to send</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n refused</source>
            <translation>
                <numerusform>%n refused</numerusform>
                <numerusform>%n refused</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n alert(s)</source>
            <translation>
                <numerusform>%n alert</numerusform>
                <numerusform>%n alerts</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Together</name>
        <message numerus="yes">
            <source>{0}: done to %n record(s).</source>
            <translation>
                <numerusform>{0}: done to %n record.</numerusform>
                <numerusform>{0}: done to %n records.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n record(s) wait for the agreement of others.</source>
            <translation>
                <numerusform>%n record waits for the agreement of others.</numerusform>
                <numerusform>%n records wait for the agreement of others.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Select at most %n row(s) for this.</source>
            <translation>
                <numerusform>Select at most %n row for this.</numerusform>
                <numerusform>Select at most %n rows for this.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Paste at most %n row(s); import more as a file.</source>
            <translation>
                <numerusform>Paste at most %n row; import more as a file.</numerusform>
                <numerusform>Paste at most %n rows; import more as a file.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) copied.</source>
            <translation>
                <numerusform>%n row copied.</numerusform>
                <numerusform>%n rows copied.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n record(s) changed</source>
            <translation>
                <numerusform>%n record changed</numerusform>
                <numerusform>%n records changed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n record(s) added</source>
            <translation>
                <numerusform>%n record added</numerusform>
                <numerusform>%n records added</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n copied</source>
            <translation>
                <numerusform>%n row copied</numerusform>
                <numerusform>%n rows copied</numerusform>
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
        <name>Weather</name>
        <message numerus="yes">
            <source>%n day(s) without data.</source>
            <translation>
                <numerusform>%n day without data.</numerusform>
                <numerusform>%n days without data.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{0} (%n day(s) missing)</source>
            <translation>
                <numerusform>{0} (%n day missing)</numerusform>
                <numerusform>{0} (%n days missing)</numerusform>
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
        <name>RainDrafting</name>
        <message numerus="yes">
            <source>%n day(s) of sites that are no longer in use could not be put back.</source>
            <translation>
                <numerusform>%n day of a site that is no longer in use could not be put back.</numerusform>
                <numerusform>%n days of sites that are no longer in use could not be put back.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DraftsDialog</name>
        <message numerus="yes">
            <source>%n of your entries was closed with another key and cannot be opened.</source>
            <translation>
                <numerusform>%n of your entries was closed with another key and cannot be opened.</numerusform>
                <numerusform>%n of your entries were closed with another key and cannot be opened.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n entry(ies) of other people wait on this computer.</source>
            <translation>
                <numerusform>%n entry of somebody else waits on this computer.</numerusform>
                <numerusform>%n entries of other people wait on this computer.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FoundDrafts</name>
        <message numerus="yes">
            <source>%n entry(ies) could not be read any more and were put aside.</source>
            <translation>
                <numerusform>%n entry could not be read any more and was put aside.</numerusform>
                <numerusform>%n entries could not be read any more and were put aside.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n entry(ies) that were not saved found again: {0}</source>
            <translation>
                <numerusform>%n entry that was not saved found again: {0}</numerusform>
                <numerusform>%n entries that were not saved found again: {0}</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OutboxPage</name>
        <message numerus="yes">
            <source>%n entry(ies)</source>
            <translation>
                <numerusform>%n entry</numerusform>
                <numerusform>%n entries</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of your entries was closed with another key and cannot be opened.</source>
            <translation>
                <numerusform>%n of your entries was closed with another key and cannot be opened.</numerusform>
                <numerusform>%n of your entries were closed with another key and cannot be opened.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n entry(ies) of other people wait on this computer.</source>
            <translation>
                <numerusform>%n entry of another person waits on this computer.</numerusform>
                <numerusform>%n entries of other people wait on this computer.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Outbox</name>
        <message numerus="yes">
            <source>%n field(s) to correct</source>
            <translation>
                <numerusform>%n field to correct</numerusform>
                <numerusform>%n fields to correct</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Postbox</name>
        <message numerus="yes">
            <source>%n entry(ies) have not been sent. They stay on this computer and leave when you are back.</source>
            <translation>
                <numerusform>%n entry has not been sent. It stays on this computer and leaves when you are back.</numerusform>
                <numerusform>%n entries have not been sent. They stay on this computer and leave when you are back.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n entry(ies) that waited to be sent could not be read any more and were put aside.</source>
            <translation>
                <numerusform>%n entry that waited to be sent could not be read any more and was put aside.</numerusform>
                <numerusform>%n entries that waited to be sent could not be read any more and were put aside.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Tidings</name>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
</TS>
