import type { Child } from 'hono/jsx'
import { formatInstant } from '../../../lib/dates.ts'
import { formatNombre } from '../../../lib/euros.ts'
import { Callout } from '../../../ui/blocs.tsx'
import { LienExterne } from '../../../ui/liens.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { Typo } from '../../../ui/texte.tsx'
import { type Appel, formulaireDuVolet } from '../../cahier/index.ts'
import { limitesDuPorteur, membresAttendus, montantCourt, partMarginale } from './appels.mots.ts'
import { PLAN_DEMANDE, TITRE_ARGENT } from './chiffres.mots.ts'
import { chiffres } from './chiffres.view.tsx'
import { enonce, type Reperes } from './reperes.tsx'

/** A part of the call's page: built in the order of reading, because the first statement of a clause is its target. */
export type Partie = { id: string; titre: string; corps: Child }

/** Said only where the label does not already give figures. */
const population = ({ population_min: min, population_max: max }: Appel['porteurs']['types'][number]) => {
  const h = '\u00a0habitants'
  if (min !== undefined && max !== undefined) return `, de ${formatNombre(min)} à ${formatNombre(max)}${h}`
  if (max !== undefined) return `, de ${formatNombre(max)}${h} au plus`
  return min !== undefined ? `, d’au moins ${formatNombre(min)}${h}` : ''
}

/** Names beyond which a list is folded: an arrêté may name some hundreds of communes. */
const DEPLIES = 15
const Lieux = ({ appel }: { appel: Appel }) => {
  const { communes, epci } = appel.territoire
  const lieux = appel.territoire.lieux.map(l => <p>{l}</p>)
  const nombre = communes.length + epci.length
  return nombre > DEPLIES ? (
    <details class="fr-mb-2w">
      <summary>Les {nombre} communes et intercommunalités du territoire</summary>
      {lieux}
    </details>
  ) : (
    <div>{lieux}</div>
  )
}

export function partieQui(appel: Appel, r: Reperes): Partie {
  const { porteurs } = appel
  return {
    id: 'qui',
    titre: 'Qui peut déposer',
    corps: (
      <>
        <ul>
          {porteurs.types.map(t => (
            <li>
              {t.libelle}
              {/\d/.test(t.libelle) ? '' : population(t)}
              {r.de(t.clauses)}
            </li>
          ))}
        </ul>
        <p>{enonce(`Territoire\u00a0: ${appel.territoire.libelle}.`, r, appel.territoire.clauses)}</p>
        <Lieux appel={appel} />
        <h3>À plusieurs</h3>
        <p>{enonce(porteurs.projet_commun.texte, r, porteurs.projet_commun.clauses)}</p>
        {membresAttendus(porteurs) && <p>{membresAttendus(porteurs)}</p>}
        {limitesDuPorteur(appel).map(l => (
          <p>{enonce(l.texte, r, l.clauses)}</p>
        ))}
      </>
    ),
  }
}

export function partieProjets(appel: Appel, r: Reperes): Partie {
  return {
    id: 'projets',
    titre: 'Quels projets',
    corps: (
      <>
        {appel.orientations.map(o => (
          <p>{enonce(o.texte, r, o.clauses)}</p>
        ))}
        <div class="gt-volets">{appel.volets.map(v => volet(appel, v, r))}</div>
        {appel.renvois.map(renvoi => (
          <Callout titre={renvoi.titre}>
            {enonce(renvoi.texte, r, renvoi.clauses)}{' '}
            <LienExterne href={renvoi.lien} nom={renvoi.libelle_lien}>
              {renvoi.libelle_lien}
            </LienExterne>
          </Callout>
        ))}
        {appel.exemples && (
          <details class="gt-details">
            <summary>Des exemples de projets attendus{r.de(appel.exemples.clauses)}</summary>
            <ul class="gt-colonnes">
              {appel.exemples.liste.map(e => (
                <li>{e}</li>
              ))}
            </ul>
          </details>
        )}
      </>
    ),
  }
}

function volet(appel: Appel, v: Appel['volets'][number], r: Reperes) {
  const formulaire = appel.formulaires.length > 1 ? formulaireDuVolet(appel, v.code) : undefined
  return (
    <section class="gt-volet" aria-labelledby={`volet-${v.numero}`}>
      <h3 class="gt-volet__titre" id={`volet-${v.numero}`}>
        {appel.volets.length > 1 && <span class="gt-volet__num">Volet {v.numero}</span>} {v.titre}
      </h3>
      {v.description && <p>{v.description}</p>}
      <Actions actions={v.actions} />
      <p class="gt-volet__fin">
        {formulaire?.titre ?? 'Une action au moins'}
        {r.de(v.clauses)}
      </p>
    </section>
  )
}

/** Each volet is read by its name; its actions when one is interested in it. */
const Actions = ({ actions }: { actions: Appel['volets'][number]['actions'] }) =>
  actions.length === 0 ? null : (
    <details class="gt-details">
      <summary>{actions.length > 1 ? `Les ${actions.length} actions possibles` : 'L’action possible'}</summary>
      <ul>
        {actions.map(a => (
          <li>{a.libelle}</li>
        ))}
      </ul>
    </details>
  )

type Nature = Appel['natures'][number]
const OUI_NON: Record<Nature['eligible'], [plan: Child, aide: Child]> = {
  oui: ['Oui', 'Oui'],
  marginale: ['Oui', 'Part marginale'],
  non: ['Oui', <b>Non</b>],
  exclue: [<b>Non</b>, <b>Non</b>],
}

export function partieMontant(appel: Appel, r: Reperes): Partie {
  const { aide } = appel
  return {
    id: 'montant',
    titre: TITRE_ARGENT[appel.plan],
    corps: (
      <>
        <p>{enonce([aide.minimum, aide.texte].filter(Boolean).join(' '), r, aide.clauses)}</p>
        {aide.lots && (
          <p>
            <Typo texte={aide.lots} />
          </p>
        )}
        {chiffres(appel, r)}
        {appel.plan !== 'complet' && <p>{PLAN_DEMANDE[appel.plan]}</p>}
        {appel.natures.length > 0 && <Depenses appel={appel} r={r} />}
      </>
    ),
  }
}

const Depenses = ({ appel, r }: { appel: Appel; r: Reperes }) => (
  <>
    <h3 id="depenses-financables">Dépenses et aide{r.de([...new Set(appel.natures.flatMap(n => n.clauses))])}</h3>
    <details class="gt-details">
      <summary>Ce que l’aide paie, dépense par dépense</summary>
      <Tableau
        legende="Dépenses et aide"
        legendeCachee
        tete={false}
        colonnes={[
          { titre: 'Dépense', cellule: n => n.libelle },
          { titre: 'Dans le plan', cellule: n => OUI_NON[n.eligible][0] },
          { titre: 'Payée par l’aide', cellule: n => payee(n) },
        ]}
        lignes={appel.natures}
      />
    </details>
  </>
)

function payee(n: Nature): Child {
  const { eligible, explication } = n
  const mot = eligible === 'marginale' ? partMarginale(n) : OUI_NON[eligible][1]
  if (!explication) return mot
  // what the call says of it in its own words, figure and all, says it alone
  if (eligible === 'marginale' && /^Part marginale.*\d/.test(explication)) return <Typo texte={explication} />
  if (typeof mot === 'string' && explication.startsWith(mot)) return <Typo texte={explication} />
  return (
    <span>
      {mot}. <Typo texte={explication} />
    </span>
  )
}

export function partieProgramme(appel: Appel, r: Reperes): Partie {
  const { programme: p } = appel
  return {
    id: 'origine',
    titre: 'D’où vient l’argent',
    corps: (
      <>
        <p>
          {p.nom}
          {p.plan && ` (${p.plan})`}
          {p.montant !== undefined && `\u00a0: ${montantCourt(p.montant)}${p.axe ? ' en France' : ''}`}.{r.de(p.clauses)}{' '}
          {p.axe && [`Axe\u00a0${p.axe.numero}, ${p.axe.titre}\u00a0: ${montantCourt(p.axe.montant)}.`, r.de(p.axe.clauses)]}
        </p>
        <ul>
          {appel.enveloppes.map(e => (
            <li>
              {e.libelle}&nbsp;: <b>{montantCourt(e.tenu ?? e.montant)}</b>
              {e.tenu !== undefined && ` (${montantCourt(e.montant)} dans le texte de l’appel)`}
              {e.avis && `, fermeture le ${formatInstant(e.avis.le)}`}
              {r.de(e.clauses)}
            </li>
          ))}
        </ul>
        {p.autres_axes.length > 0 && (
          <details class="gt-details">
            <summary>Les autres axes du fonds</summary>
            <ul>
              {p.autres_axes.map(a => (
                <li>
                  Axe&nbsp;{a.numero}, {a.titre} ({montantCourt(a.montant)})&nbsp;:{' '}
                  {a.lien ? <LienExterne href={a.lien}>{a.modalite ?? a.pilote}</LienExterne> : (a.modalite ?? a.pilote)}
                  {r.de(a.clauses)}
                </li>
              ))}
            </ul>
          </details>
        )}
      </>
    ),
  }
}
