import type { Child } from 'hono/jsx'
import { dateCivile, debutDuJour, formatDateCivile, formatHeure, formatJour, isoParis } from '../../../lib/dates.ts'
import { finExclue } from '../../../lib/periodes.ts'
import { paths } from '../../../paths.ts'
import { Calendrier, type Jalon } from '../../../ui/listes.tsx'
import { Typo } from '../../../ui/texte.tsx'
import type { Appel, Vague } from '../../cahier/index.ts'
import { type DateDite, datesContinues, QuandCelaFerme, Releves } from './appel-continu.view.tsx'
import type { Partie } from './appel-projets.view.tsx'
import type { Vecu } from './appel-reste.view.tsx'
import { majuscule, momentDe } from './appels.mots.ts'
import { enonce, type Reperes } from './reperes.tsx'

const jour = (d: Date): Child => (
  <time datetime={isoParis(d)}>
    <Typo texte={formatJour(d)} />
  </time>
)
const jourCivil = (d: string): Child => (
  <time datetime={d}>
    <Typo texte={formatDateCivile(d)} />
  </time>
)

type Fermee = Vague & { cloture: Date }
/** Dates of a wave; with several waves each line names its own. */
function datesDe(v: Fermee, { plusieurs, derniere }: { plusieurs: boolean; derniere: boolean }, r: Reperes): DateDite[] {
  const nom = plusieurs ? `${v.libelle}\u00a0: ` : ''
  const [c1, ...suite] = v.clauses
  const civile = (d: string | undefined, texte: Child): DateDite[] => (d ? [{ quand: debutDuJour(d), date: jourCivil(d), texte }] : [])
  const heure = formatHeure(v.cloture, { secondes: v.cloture.getSeconds() !== 0 })
  return [
    {
      quand: v.ouverture,
      date: jour(v.ouverture),
      texte: majuscule(`${nom}ouverture des dépôts${v.auDepot ? '. Chaque dossier est instruit dès son dépôt' : ''}`),
    },
    {
      quand: v.cloture,
      date: jour(v.cloture),
      texte: [
        <b>{majuscule(`${nom}clôture à ${heure}`)}</b>,
        derniere
          ? '. Après cette heure, un brouillon reste lisible mais ne peut plus être déposé.'
          : '. Un brouillon non déposé à cette heure peut l’être dans la période suivante.',
        r.de(c1 ? [c1] : []),
      ],
    },
    // said on its day, and never before the closing that it follows
    ...civile(v.releve, [majuscule(`${nom}relevé des dossiers, puis instruction`), r.de(suite)]).map(d => ({
      ...d,
      quand: new Date(Math.max(d.quand.getTime(), finExclue(v))),
    })),
    ...civile(v.comite, majuscule(`${nom}comité de sélection`)),
    ...civile(v.resultats, majuscule(`${nom}résultats`)),
  ]
}

/** The answers to the intentions, then the dates of the second temps, which opens with them. */
function duSecond({ phases }: Appel, { calendrier }: Appel, r: Reperes): DateDite[] {
  const reponse = phases?.intention.reponse
  const [vague] = calendrier.vagues as [Fermee]
  const [, ...dates] = datesDe(vague, { plusieurs: true, derniere: true }, r)
  const annonce = 'Réponses aux intentions\u00a0: le second temps s’ouvre aux présélectionnés'
  return [...(reponse ? [{ quand: debutDuJour(reponse), date: jourCivil(reponse), texte: annonce }] : []), ...dates]
}

const AUJOURDHUI = {
  a_venir: 'Aujourd’hui. Vous pouvez déjà préparer votre projet.',
  ouvert: 'Aujourd’hui. Vous pouvez préparer et déposer.',
  entre_deux_vagues: 'Aujourd’hui. La prochaine période n’est pas encore ouverte\u00a0: vous pouvez préparer votre projet.',
  clos: 'Aujourd’hui. Le dépôt est clos.',
}

function jalons(appel: Appel, instant: Date, r: Reperes): Jalon[] {
  const { vagues, continu } = appel.calendrier
  const dates = continu
    ? datesContinues(appel, instant, r)
    : (vagues as Fermee[]).flatMap((v, i) => datesDe(v, { plusieurs: vagues.length > 1, derniere: i === vagues.length - 1 }, r))
  if (appel.second) dates.push(...duSecond(appel, appel.second, r))
  const autres = appel.calendrier.jalons.map(j => ({ ...j, texte: enonce(j.libelle, r, j.clauses) }))
  for (const j of autres) if (j.date) dates.push({ quand: debutDuJour(j.date), date: jourCivil(j.date), texte: j.texte })
  dates.sort((a, b) => a.quand.getTime() - b.quand.getTime())
  const sansDate = autres.filter(j => !j.date).map((j): Jalon => ({ date: j.quand ?? 'Date à fixer', texte: j.texte }))
  const passes = dates.filter(d => d.quand <= instant)
  const a = dates.filter(d => d.quand > instant)
  const dejaDit = passes.some(d => dateCivile(d.quand) === dateCivile(instant) && d.quand.getTime() === instant.getTime())
  return [
    ...passes.map((d): Jalon => ({ date: d.date, texte: d.texte, etat: 'fait' })),
    ...(dejaDit ? [] : [{ date: jourCivil(dateCivile(instant)), texte: AUJOURDHUI[momentDe(appel, instant).etat], etat: 'jour' as const }]),
    ...a.map((d): Jalon => ({ date: d.date, texte: d.texte })),
    ...sansDate,
  ]
}

export function partieCalendrier(appel: Appel, instant: Date, r: Reperes, releves: Vecu['releves'] = []): Partie {
  return {
    id: 'calendrier',
    titre: 'Calendrier',
    corps: (
      <>
        <Releves appel={appel} instant={instant} faits={releves} />
        <Calendrier jalons={jalons(appel, instant, r)} />
        <QuandCelaFerme appel={appel} />
        {momentDe(appel, instant).etat !== 'clos' && (
          <p class="fr-mt-2w">
            <a href={paths.appels.nouvelles(appel.slug)}>
              {appel.calendrier.continu
                ? 'Recevoir un courriel si un relevé est annoncé ou si l’appel va fermer'
                : 'Recevoir un courriel si l’appel ferme avant sa fin'}
            </a>
          </p>
        )}
        {appel.calendrier.cloture_anticipee && (
          <p class="fr-mt-2w">
            <Typo texte={appel.calendrier.cloture_anticipee} />
          </p>
        )}
        <p class="fr-mt-3w">
          <a class="fr-link fr-icon-calendar-line fr-link--icon-left" href={paths.appels.calendrier(appel.slug)} data-turbo="false">
            Ajouter ces dates à votre agenda (fichier .ics)
          </a>
        </p>
      </>
    ),
  }
}
