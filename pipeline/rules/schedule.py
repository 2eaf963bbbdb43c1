"""Scheduled runs: what is said of the files that program them (family PRG), and the texts of these files."""

from pipeline.diagnostics import Rule, Severity

REFUSED = Rule(
    "PRG-001",
    Severity.ERROR,
    "« {tool} » refuse « {file} » : {reason}",
    "corrigez l'option ou le chemin en cause, puis relancez « epreuve schedule --check »",
)
ABSENT = Rule(
    "PRG-002",
    Severity.INFO,
    "« {tool} » manque sur cette machine, ou n'y sait pas vérifier : « {file} » ne lui a pas été soumis",
    "relancez « epreuve schedule --check » sur la machine qui fera les exécutions",
)
TEMPORARY = Rule(
    "PRG-003",
    Severity.WARNING,
    "« {folder} » est un dossier temporaire : la machine le vide quand elle redémarre",
    "placez l'espace de travail et le programme ailleurs, puis relancez « epreuve schedule »",
)
NIGHT = Rule(
    "PRG-004",
    Severity.ERROR,
    "le {day}, une exécution tomberait à {time}, entre 2 h et 3 h",
    "gardez le fichier tel que « epreuve schedule » l'écrit, et signalez-le",
)
UNEVEN = Rule(
    "PRG-005",
    Severity.WARNING,
    "le {day}, {count} exécutions au lieu de 23 : dans le fuseau « {zone} », l'heure change hors de 2 h - 3 h",
    "rien à faire : l'exécution suivante fait ce que celle-là aurait fait",
)

BAD_ZONE = "« {zone} » n'est pas un fuseau horaire connu de cette machine"
BAD_ZONE_HINT = "écrivez-le comme Europe/Paris ou America/Cayenne"
BAD_USER = "« {user} » ne peut pas être un compte"
BAD_USER_HINT = (
    "64 caractères au plus : lettres sans accent, chiffres, point, tiret, souligné, "
    "et sous Windows DOMAINE\\compte ; par exemple --utilisateur epreuve"
)
BAD_PATH = "le chemin « {path} » ne peut pas être écrit dans une tâche programmée"
BAD_PATH_HINT = "renommez le dossier sans retour à la ligne ni caractère invisible, ni « \\ » (sous Windows, ni « % »)"
NO_PROGRAM = "le programme « epreuve » n'est pas installé à côté de « {python} »"
NO_PROGRAM_HINT = "installez-le (pip install), puis lancez « epreuve schedule » par ce programme-là"

SILENT = "refus sans explication"
LATE = "pas de réponse en {seconds} secondes"

DONE = "Exécutions toutes les heures à la minute {minute}, jamais entre 2 h et 3 h ({zone}), compte {user}."
WRITTEN = "  {path}"
SAME = "Rien n'a changé dans {folder}."
NEXT = "Chaque fichier dit en tête comment l'installer ; faites d'abord un essai : « {command} run --dry-run »."
HEAD = "Vérifié :"
VERIFIED = "  {file} : {tool}{more}"
READ = "relu"
CALENDAR_TOLD = ", {days} jours du {first} au {last}, 23 exécutions par jour, changements d'heure compris ({changes})"
CALENDAR_STEADY = ", {days} jours du {first} au {last}, 23 exécutions par jour"
CALENDAR_UNEVEN = ", {days} jours du {first} au {last}"
AND = " et "

SERVICE = """\
# epreuve : une exécution programmée. Fichier écrit par « epreuve schedule », qui le remplace à chaque fois.
#
# Installer, en administrateur (le compte « {account} » doit pouvoir lire l'espace de travail et écrire dans output) :
#   install -m 644 epreuve.service epreuve.timer /etc/systemd/system/
#   systemctl daemon-reload
#   systemctl enable --now epreuve.timer
# Voir la prochaine exécution :   systemctl list-timers epreuve.timer
# Lire le journal :               journalctl -u epreuve.service -o cat
# Lancer tout de suite :          systemctl start epreuve.service   (sans effet entre 2 h et 3 h)
# Adapter sans perdre ses réglages quand ce fichier est refait :   systemctl edit epreuve.service

[Unit]
Description=Sessions d'examen : ce qui est échu
RequiresMountsFor={root}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User={user}
UMask=0077
# Jamais entre 2 h et 3 h, même quand la machine rattrape une exécution manquée en redémarrant.
ExecCondition=/bin/sh -c 'test "$$(TZ={zone} date +%%H)" != 02'
ExecStart=:{program} -w {root} run --log-format json
# 5 : des grilles attendent qu'une personne tranche ; 6 : quelqu'un tient la session, la prochaine exécution
# reprendra. Rien n'est en panne. Les autres codes mettent le service en échec : voyez docs/exploitation.md.
SuccessExitStatus=5 6
# Une exécution trop longue est interrompue proprement, et reprise l'heure suivante.
TimeoutStartSec=50min
TimeoutStopSec=2min

# Le mot de passe du courrier n'est lisible que de root et de cette exécution. Ôtez le dièse de la ligne suivante,
# et mettez mot_de_passe_fichier = "courrier" sous [mail] dans epreuve.toml.
#LoadCredential=courrier:/etc/epreuve/courrier

# Le programme n'écrit que dans output ; tout le reste de la machine est en lecture seule ou caché.
ProtectSystem=strict
ReadWritePaths={output}
ProtectHome={home}
PrivateTmp={private_tmp}
PrivateDevices=true
NoNewPrivileges=true
CapabilityBoundingSet=
ProtectProc=invisible
ProtectClock=true
ProtectHostname=true
ProtectControlGroups=true
ProtectKernelLogs=true
ProtectKernelModules=true
ProtectKernelTunables=true
KeyringMode=private
LockPersonality=true
MemoryDenyWriteExecute=true
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=true
RestrictRealtime=true
RestrictSUIDSGID=true
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
"""

TIMER = """\
# epreuve : quand les exécutions programmées ont lieu. S'installe avec epreuve.service, qui dit comment.

[Unit]
Description=Sessions d'examen : toutes les heures, sauf entre 2 h et 3 h

[Timer]
# Le fuseau est écrit : celui de la machine n'y change rien. De 2 h à 3 h, l'heure saute au printemps et se répète
# à l'automne : rien n'est programmé là.
OnCalendar={calendar}
# Une exécution manquée, machine éteinte, est rattrapée au démarrage.
Persistent=true
AccuracySec=1s
RandomizedDelaySec=30s

[Install]
WantedBy=timers.target
"""

CRONTAB = """\
# epreuve : exécutions programmées par cron. Fichier écrit par « epreuve schedule », qui le remplace à chaque fois.
#
# Installer : ajoutez la dernière ligne à la table du compte « {account} », avec   crontab -u {account} -e
# (« crontab -u {account} crontab » l'installe aussi, mais remplace toute la table de ce compte).
#
# La ligne s'éveille toutes les heures et ne fait rien quand il est de 2 h à 3 h dans le fuseau {zone} : c'est elle
# qui regarde l'heure. CRON_TZ ne sert pas : cronie (Fedora, Red Hat, Arch) en tient compte, le cron de Debian et
# d'Ubuntu l'ignore, et suit l'heure de la machine.
# cron ne rattrape pas une exécution manquée, machine éteinte : la suivante fait tout ce qui est échu.
# Ce que dit le programme s'ajoute à {log}.
{line}
"""

CRON_LINE = """{minute} * * * * {command}"""

TASK = """\
<?xml version="1.0" encoding="UTF-16"?>
<!--
  epreuve : exécutions programmées sous Windows. Fichier écrit par « epreuve schedule », qui le remplace à chaque fois.
  Écrivez-le par le programme installé sur la machine Windows : les chemins sont ceux de la machine qui l'a écrit.

  Installer, dans une invite ouverte en administrateur :
    schtasks /create /tn epreuve /xml epreuve.xml /f
  Lancer tout de suite :     schtasks /run /tn epreuve
  Voir ce qui s'est passé :  schtasks /query /tn epreuve /v /fo list

  Le compte nommé plus bas (UserId) doit avoir le droit « Ouvrir une session en tant que tâche ».
  Les heures sont celles de la machine : son fuseau doit être celui des sessions ({zone}). De 3 h {minute} à
  1 h {minute} le lendemain, toutes les heures : rien entre 2 h et 3 h. Une exécution manquée, machine éteinte, a lieu
  dès que possible, fût-ce à cette heure-là : c'est sans conséquence.
  Ce que dit le programme s'ajoute à {log}.
-->
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Sessions d'examen : fait ce qui est échu, toutes les heures sauf entre 2 h et 3 h.</Description>
    <URI>\\epreuve</URI>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <Enabled>true</Enabled>
      <StartBoundary>2026-01-01T03:{minute}:00</StartBoundary>
      <Repetition>
        <Interval>PT1H</Interval>
        <Duration>PT22H30M</Duration>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{user}</UserId>
      <LogonType>S4U</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>true</AllowHardTerminate>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <Enabled>true</Enabled>
    <Hidden>true</Hidden>
    <ExecutionTimeLimit>PT50M</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>cmd.exe</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"""

AGENT = """\
<!--
  epreuve : exécutions programmées sous macOS. Fichier écrit par « epreuve schedule », qui le remplace à chaque fois.

  Installer :
    sudo install -m 644 -o root -g wheel epreuve.plist /Library/LaunchDaemons/
    sudo launchctl bootstrap system /Library/LaunchDaemons/epreuve.plist
  Lancer tout de suite :  sudo launchctl kickstart system/epreuve
  Retirer :               sudo launchctl bootout system/epreuve

  La commande s'éveille toutes les heures et ne fait rien quand il est de 2 h à 3 h dans le fuseau {zone}. Une
  exécution manquée a lieu au réveil ou au démarrage de la machine.
  Ce que dit le programme s'ajoute à {log}.
-->
"""
