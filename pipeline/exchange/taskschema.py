"""The part of Microsoft's schema of scheduled tasks that our task keeps to, and its verdict on a file."""

from lxml import etree

_SCHEMA = b"""\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task"
  xmlns:td="http://schemas.microsoft.com/windows/2004/02/mit/task"
  targetNamespace="http://schemas.microsoft.com/windows/2004/02/mit/task" elementFormDefault="qualified">
 <xs:element name="Task"><xs:complexType><xs:all>
  <xs:element name="RegistrationInfo"><xs:complexType><xs:all>
   <xs:element name="Description" type="xs:string"/><xs:element name="URI" type="xs:anyURI"/>
  </xs:all></xs:complexType></xs:element>
  <xs:element name="Triggers"><xs:complexType><xs:sequence>
   <xs:element name="CalendarTrigger"><xs:complexType><xs:sequence>
    <xs:element name="Enabled" type="xs:boolean" minOccurs="0"/>
    <xs:element name="StartBoundary" type="xs:dateTime"/>
    <xs:element name="EndBoundary" type="xs:dateTime" minOccurs="0"/>
    <xs:element name="Repetition"><xs:complexType><xs:all>
     <xs:element name="Interval" type="xs:duration"/><xs:element name="Duration" type="xs:duration"/>
     <xs:element name="StopAtDurationEnd" type="xs:boolean" minOccurs="0"/>
    </xs:all></xs:complexType></xs:element>
    <xs:element name="ExecutionTimeLimit" type="xs:duration" minOccurs="0"/>
    <xs:element name="ScheduleByDay"><xs:complexType><xs:sequence>
     <xs:element name="DaysInterval" type="xs:unsignedShort"/>
    </xs:sequence></xs:complexType></xs:element>
   </xs:sequence></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
  <xs:element name="Principals"><xs:complexType><xs:sequence>
   <xs:element name="Principal"><xs:complexType><xs:all>
    <xs:element name="UserId"><xs:simpleType><xs:restriction base="xs:string"><xs:minLength value="1"/>
     </xs:restriction></xs:simpleType></xs:element>
    <xs:element name="LogonType"><xs:simpleType><xs:restriction base="xs:string">
     <xs:enumeration value="S4U"/><xs:enumeration value="Password"/>
    </xs:restriction></xs:simpleType></xs:element>
    <xs:element name="RunLevel"><xs:simpleType><xs:restriction base="xs:string">
     <xs:enumeration value="LeastPrivilege"/></xs:restriction></xs:simpleType></xs:element>
   </xs:all><xs:attribute name="id" type="xs:string" use="required"/></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
  <xs:element name="Settings"><xs:complexType><xs:all>
   <xs:element name="MultipleInstancesPolicy"><xs:simpleType><xs:restriction base="xs:string">
    <xs:enumeration value="IgnoreNew"/></xs:restriction></xs:simpleType></xs:element>
   <xs:element name="DisallowStartIfOnBatteries" type="xs:boolean"/>
   <xs:element name="StopIfGoingOnBatteries" type="xs:boolean"/>
   <xs:element name="AllowHardTerminate" type="xs:boolean"/>
   <xs:element name="StartWhenAvailable" type="xs:boolean"/>
   <xs:element name="RunOnlyIfNetworkAvailable" type="xs:boolean"/>
   <xs:element name="Enabled" type="xs:boolean"/><xs:element name="Hidden" type="xs:boolean"/>
   <xs:element name="ExecutionTimeLimit" type="xs:duration"/>
  </xs:all></xs:complexType></xs:element>
  <xs:element name="Actions"><xs:complexType><xs:sequence>
   <xs:element name="Exec"><xs:complexType><xs:all>
    <xs:element name="Command" type="xs:string"/><xs:element name="Arguments" type="xs:string"/>
   </xs:all></xs:complexType></xs:element>
  </xs:sequence><xs:attribute name="Context" type="xs:string" use="required"/></xs:complexType></xs:element>
 </xs:all><xs:attribute name="version" type="xs:decimal" use="required"/></xs:complexType>
  <xs:key name="Principal"><xs:selector xpath="td:Principals/td:Principal"/><xs:field xpath="@id"/></xs:key>
  <xs:keyref name="Context" refer="Principal"><xs:selector xpath="td:Actions"/><xs:field xpath="@Context"/></xs:keyref>
 </xs:element>
</xs:schema>
"""


def task_fault(data: bytes) -> str:
    """What keeps a file from being a scheduled task; empty when it is one.

    Source: Microsoft, « Task Scheduler Schema » (MS-TSCH 2.5); the order of a trigger's elements matters there.
    """
    try:
        found = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        etree.XMLSchema(etree.fromstring(_SCHEMA)).assertValid(found)
    except (etree.XMLSyntaxError, etree.DocumentInvalid) as fault:
        return str(fault)
    return ""
