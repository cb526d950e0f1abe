import { raw } from 'hono/html'
import { formatDateCivileCourte } from '../../../lib/dates.ts'
import { formatEuros, formatTaux } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Avance } from '../../../ui/plots/avance.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { finDe } from '../fin.rules.ts'
import { nomPeriode } from '../periodes.ts'
import { motBilanService } from '../suivi.rules.ts'
import type { BilanSuivi, EtatLu, LigneProjet } from './chiffres.rules.ts'
import type { Portefeuille } from './lire-portefeuille.ts'

/** Periods shown for each project, the last ones. */
const PERIODES = 6
/** A bilan of a period that is over: not filed, it is missing. */
const motLu = (e: EtatLu) => (e === 'a_deposer' ? 'manquant' : motBilanService(e).toLowerCase())

/** Every project, from the furthest behind its plan to the furthest ahead. */
export const Projets = ({ p }: { p: Portefeuille }) => {
  const fins = p.periodes.slice(-PERIODES).map(x => x.fin)
  const etatDe = dessinerEtats(p.cadence)
  return (
    <section aria-labelledby="projets">
      <div class="gt-suivi__tete">
        <h2 class="fr-h4" id="projets" tabindex={-1}>
          Projet par projet
        </h2>
        <ul class="gt-plot-cle">
          {(['accepte', 'depose', 'a_deposer'] as const).map(e => (
            <li>
              <Pastille etat={e} /> bilan {motLu(e)}
            </li>
          ))}
        </ul>
      </div>
      <p class="gt-source">Du plus en retard sur son plan au plus avancé. Le trait dit ce qui est prévu.</p>
      <Tableau
        legende="Projet par projet"
        legendeCachee
        dense
        lignes={p.lignes}
        colonnes={[
          { titre: 'Porteur', cellule: x => <a href={paths.suivi.dossier(x.l.id)}>{x.l.porteur}</a> },
          { titre: 'Aide', cellule: x => formatEuros(x.l.accorde), num: true },
          { titre: 'Consommé', class: 'gt-suivi__conso', cellule: x => <Consomme {...x} /> },
          { titre: 'Écart au plan', cellule: x => motEcart(x), num: true },
          {
            titre: 'Bilans',
            sous: fins.map(f => nomPeriode(f, p.cadence).court.split('\u00a0')[0]).join(' '),
            cellule: x => <span class="gt-suivi__etats">{fins.map(f => etatDe(x.l.bilans, f))}</span>,
          },
          { titre: 'Ordonné', cellule: x => formatEuros(x.l.ordonne), num: true },
          { titre: 'Versé', cellule: x => formatEuros(x.l.verse), num: true },
          { titre: 'Fin', cellule: x => motFin(x) },
        ]}
      />
    </section>
  )
}

const motEcart = ({ ecart, inconnu }: LigneProjet) =>
  ecart !== null ? `${ecart > 0 ? '+' : ''}${formatEuros(ecart)}` : inconnu ? 'inconnu' : 'sans plan'

function motFin({ l }: LigneProjet) {
  const { jour, de } = finDe(l)
  if (!jour) return 'à dire'
  const mot = { abandonnee: 'aide abandonnée le ', achevee: 'achevé le ', annoncee: '', convenue: '' }[de]
  return `${mot}${formatDateCivileCourte(jour)}`
}

const Consomme = ({ l, consomme, prevu, inconnu }: LigneProjet) => {
  const part = (c: number) => (l.accorde > 0 ? formatTaux(c / l.accorde, 0) : '–')
  return (
    <>
      <Avance total={l.accorde} parts={[{ valeur: consomme, motif: inconnu ? 'diagonales' : 'plein' }]} repere={prevu} />
      <span class="gt-sous">
        {part(consomme)}
        {prevu !== null && ` sur ${part(prevu)} prévus`}
        {inconnu && ', dernier bilan connu'}
      </span>
    </>
  )
}

/** The state of the bilan of a period: drawn once for all the projects that are there with it, which are most of them. */
function dessinerEtats(cadence: number) {
  const dessines = new Map<string, ReturnType<typeof raw>>()
  return (bilans: readonly BilanSuivi[], fin: string) => {
    const etat = bilans.find(b => b.fin === fin)?.etat ?? 'sans_objet'
    const cle = `${fin} ${etat}`
    const dessine = dessines.get(cle) ?? raw(String(<Etat fin={fin} etat={etat} cadence={cadence} />))
    dessines.set(cle, dessine)
    return dessine
  }
}
const Etat = ({ fin, etat, cadence }: { fin: string; etat: EtatLu; cadence: number }) => (
  <>
    <Pastille etat={etat} />
    {etat !== 'sans_objet' && (
      <span class="fr-sr-only">
        {nomPeriode(fin, cadence).court} {motLu(etat)},{' '}
      </span>
    )}
  </>
)

/** The state of a bilan, by its shape: a full disc, a ring with its dot, a cross; a point when none is owed. */
const Pastille = ({ etat }: { etat: EtatLu }) => (
  <svg class="gt-pastille" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
    {etat === 'accepte' && (
      <>
        <circle cx="7" cy="7" r="6" class="gt-plot--plein" />
        <path d="M4 7.2l2.2 2.2L10.2 5" class="gt-pastille__coche" />
      </>
    )}
    {etat === 'depose' && (
      <>
        <circle cx="7" cy="7" r="5.5" class="gt-plot-part gt-plot--vide" />
        <circle cx="7" cy="7" r="2.5" class="gt-plot--plein" />
      </>
    )}
    {(etat === 'a_deposer' || etat === 'renvoye') && <path d="M3 3L11 11M11 3L3 11" class="gt-pastille__croix" />}
    {etat === 'sans_objet' && <circle cx="7" cy="7" r="1" class="gt-pastille__rien" />}
  </svg>
)
