<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Commands</name>
    <message numerus="yes">
        <source>%n step(s) a second</source>
        <translation>
            <numerusform>%n step a second</numerusform>
            <numerusform>%n steps a second</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message numerus="yes">
        <source>PCA, %n dimension(s)</source>
        <translation>
            <numerusform>PCA, %n dimension</numerusform>
            <numerusform>PCA, %n dimensions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EpochSlider</name>
    <message numerus="yes">
        <source>Now, %n epoch(s) kept</source>
        <translation>
            <numerusform>Now, %n epoch kept</numerusform>
            <numerusform>Now, %n epochs kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NetworkTab</name>
    <message numerus="yes">
        <source>{name}: %Ln unit(s), each with {inputs:,} weights and a bias</source>
        <translation>
            <numerusform>{name}: %Ln unit with {inputs:,} weights and a bias</numerusform>
            <numerusform>{name}: %Ln units, each with {inputs:,} weights and a bias</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PicturePage</name>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln picture</numerusform>
            <numerusform>%Ln pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n class(es)</source>
        <translation>
            <numerusform>in %n class</numerusform>
            <numerusform>in %n classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other file(s) are left out.</source>
        <translation>
            <numerusform>%Ln other file is left out.</numerusform>
            <numerusform>%Ln other files are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PointPlane</name>
    <message numerus="yes">
        <source>%n point(s).</source>
        <translation>
            <numerusform>%n point.</numerusform>
            <numerusform>%n points.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunFiles</name>
    <message numerus="yes">
        <source>%n training(s) moved to the trash.</source>
        <translation>
            <numerusform>%n training moved to the trash.</numerusform>
            <numerusform>%n trainings moved to the trash.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingTab</name>
    <message numerus="yes">
        <source>PCA, %n dimension(s)</source>
        <translation>
            <numerusform>PCA, %n dimension</numerusform>
            <numerusform>PCA, %n dimensions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TroubleDialog</name>
    <message numerus="yes">
        <source>%n time(s) so far; the log has all of them.</source>
        <translation>
            <numerusform>Once so far; the log has it.</numerusform>
            <numerusform>%n times so far; the log has all of them.</numerusform>
        </translation>
    </message>
</context>
</TS>
