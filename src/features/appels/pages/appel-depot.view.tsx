import type { Child } from 'hono/jsx'
import { dateCivile, debutDuJour, formatDateCivile, formatHeure, formatJour, isoParis } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { Calendrier, type Jalon } from '../../../ui/listes.tsx'
import { Typo } from '../../../ui/texte.tsx'
import type { Appel, Contact, Vague } from '../appel.schema.ts'
import type { Partie } from './appel-projets.view.tsx'
import { momentDe, nomVolets } from './mots.ts'
import { enonce, type Reperes } from './reperes.tsx'

export function partiePreparer(appel: Appel, r: Reperes): Partie {
  const obligatoires = appel.pieces.filter(p => p.obligatoire && !p.si)
  const autres = appel.pieces.filter(p => !obligatoires.includes(p))
  return {
    id: 'preparer',
    titre: 'Ce qu’il faut préparer',
    corps: (
      <>
        {obligatoires.length > 0 && <h3>À joindre</h3>}
        {pieces(obligatoires, r)}
        {autres.length > 0 && <h3>Selon votre projet</h3>}
        {pieces(autres, r)}
        <h3>Les questions</h3>
        <ul>
          {appel.formulaires.map(f => (
            <li>
              <a href={paths.appels.questions(appel.slug, f.code)}>{f.titre}</a>
              &nbsp;: {f.etapes.map(e => e.titre.toLowerCase()).join(', ')}
              {r.de(f.clauses)}
            </li>
          ))}
        </ul>
        <p>{enonce(appel.depot.texte, r, appel.depot.clauses)}</p>
      </>
    ),
  }
}

const pieces = (liste: Appel['pieces'], r: Reperes) =>
  liste.length > 0 && (
    <ul>
      {liste.map(p => (
        <li>
          {p.libelle} ({p.formats.map(f => f.toUpperCase()).join(', ')}){r.de(p.clauses)}
          {p.aide && [<br />, <Typo texte={p.aide} />]}
        </li>
      ))}
    </ul>
  )

export function partieChoix(appel: Appel, r: Reperes): Partie {
  const { criteres, comite, priorites } = appel
  return {
    id: 'choix',
    titre: 'Comment le comité choisit',
    corps: (
      <>
        <p>{enonce(comite.texte, r, comite.clauses)}</p>
        <p>{enonce(criteres.texte, r, criteres.clauses)}</p>
        <ol class="gt-lettres">
          {criteres.liste.map(c => (
            <li>
              {enonce(c.libelle, r, [c.clause])}
              {criteres.ponderes && c.poids !== undefined && ` (coefficient ${String(c.poids).replace('.', ',')})`}
            </li>
          ))}
        </ol>
        {priorites.length > 0 && (
          <>
            <h3>Ce qui est favorisé</h3>
            <ul>
              {priorites.map(p => (
                <li>{enonce(p.libelle, r, p.clauses)}</li>
              ))}
            </ul>
          </>
        )}
        {comite.laureats_max && <p>Le comité retient au plus {comite.laureats_max} lauréats.</p>}
      </>
    ),
  }
}

type Date2 = { quand: Date; date: Child; texte: Child }
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

/** Dates of a wave; with several waves each line names its own. */
function datesDe(v: Vague, plusieurs: boolean, r: Reperes): Date2[] {
  const nom = plusieurs ? `${v.libelle}\u00a0: ` : ''
  const [c1, ...suite] = v.clauses
  const civile = (d: string | undefined, texte: Child): Date2[] => (d ? [{ quand: debutDuJour(d), date: jourCivil(d), texte }] : [])
  const heure = formatHeure(v.cloture, { secondes: v.cloture.getSeconds() !== 0 })
  return [
    { quand: v.ouverture, date: jour(v.ouverture), texte: `${nom}ouverture des dépôts` },
    {
      quand: v.cloture,
      date: jour(v.cloture),
      texte: [
        <b>
          {nom}clôture à {heure}
        </b>,
        '. Après cette heure, un brouillon reste lisible mais ne peut plus être déposé',
        r.de(c1 ? [c1] : []),
        '.',
      ],
    },
    ...civile(v.releve, [`${nom}relevé des dossiers, puis instruction`, r.de(suite)]),
    ...civile(v.comite, `${nom}comité de sélection`),
    ...civile(v.resultats, `${nom}résultats`),
  ]
}

const AUJOURDHUI = {
  a_venir: 'Aujourd’hui. Vous pouvez déjà préparer votre projet.',
  ouvert: 'Aujourd’hui. Vous pouvez préparer et déposer.',
  entre_deux_vagues: 'Aujourd’hui. La prochaine période n’est pas encore ouverte\u00a0: vous pouvez préparer votre projet.',
  clos: 'Aujourd’hui. Le dépôt est clos.',
}

function jalons(appel: Appel, instant: Date, r: Reperes): Jalon[] {
  const { vagues } = appel.calendrier
  const dates = vagues.flatMap(v => datesDe(v, vagues.length > 1, r))
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

export function partieCalendrier(appel: Appel, instant: Date, r: Reperes): Partie {
  return {
    id: 'calendrier',
    titre: 'Calendrier',
    corps: (
      <>
        <Calendrier jalons={jalons(appel, instant, r)} />
        {appel.calendrier.cloture_anticipee && (
          <p>
            <Typo texte={appel.calendrier.cloture_anticipee} />
          </p>
        )}
        <p>
          <a class="fr-link fr-icon-calendar-line fr-link--icon-left" href={paths.appels.calendrier(appel.slug)} data-turbo="false">
            Ajouter ces dates à votre agenda (fichier .ics)
          </a>
        </p>
      </>
    ),
  }
}

/** Contacts by volet (lines) and département (columns); one cell over all columns when a contact has no département. */
export function Contacts({ appel, contacts = appel.contacts }: { appel: Appel; contacts?: Contact[] }) {
  const parVolets = [...Map.groupBy(contacts, c => c.volets?.join() ?? '').values()]
  const departements = appel.territoire.departements.filter(d => contacts.some(c => c.departements?.includes(d.code)))
  return (
    <div class="fr-table fr-table--multiline fr-table--no-caption gt-empile">
      <div class="fr-table__wrapper">
        <div class="fr-table__container" role="region" tabindex={0} aria-label="Contacts par volet et par département">
          <div class="fr-table__content">
            <table>
              <caption>Contacts par volet et par département</caption>
              <thead>
                <tr>
                  <th scope="col">Volet</th>
                  {departements.length === 0 ? <th scope="col">Contact</th> : departements.map(d => <th scope="col">{d.nom}</th>)}
                </tr>
              </thead>
              <tbody>
                {parVolets.map(groupe => (
                  <LigneContacts appel={appel} groupe={groupe} departements={departements} />
                ))}
              </tbody>
            </table>
          </div>
        </div>
      </div>
    </div>
  )
}

function LigneContacts({
  appel,
  groupe,
  departements,
}: {
  appel: Appel
  groupe: Contact[]
  departements: Appel['territoire']['departements']
}) {
  const partout = groupe.every(c => !c.departements)
  return (
    <tr>
      <th scope="row">{nomVolets(appel, groupe[0]?.volets)}</th>
      {partout || departements.length === 0 ? (
        <td colspan={Math.max(1, departements.length)} data-titre={appel.territoire.libelle}>
          {groupe.map(coordonnees)}
        </td>
      ) : (
        departements.map(d => (
          <td data-titre={d.nom}>{groupe.filter(c => !c.departements || c.departements.includes(d.code)).map(coordonnees)}</td>
        ))
      )}
    </tr>
  )
}

const coordonnees = (c: Contact) => (
  <p class="fr-mb-1v">
    <b>{c.libelle}</b>
    <br />
    <a href={`mailto:${c.courriel}`}>{c.courriel}</a>
    {c.telephone && [<br />, c.telephone.replaceAll(' ', '\u00a0')]}
  </p>
)

export function partieContacts(appel: Appel, r: Reperes): Partie {
  const clauses = [...new Set(appel.contacts.flatMap(c => c.clauses))]
  return {
    id: 'contacts',
    titre: 'Qui contacter',
    corps: (
      <>
        <p>Posez vos questions quand vous voulez{r.de(clauses)}. Votre contact dépend du volet et du département.</p>
        <Contacts appel={appel} />
      </>
    ),
  }
}
