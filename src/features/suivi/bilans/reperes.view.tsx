import { formatDateCivile } from '../../../lib/dates.ts'
import { formatEuros, formatTaux } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { pct } from '../../../ui/plots/echelle.ts'
import type { BilanVu } from './bilan.donnees.ts'
import { jourCourt, sansJalon } from './declaration.rules.ts'

/** With cents where an amount of the page has some, as the list of orders always does; else without. */
const eurosDe = ({ aide, b }: BilanVu) => {
  const centimes = b.ici.nombre > 0 || [aide.total, aide.avant, aide.eligible, b.accorde].some(c => c % 100 !== 0)
  return (c: number) => formatEuros(c, { centimes })
}
const s = (n: number) => (n > 1 ? 's' : '')
const compte = (n: number, mot: string) => `${n}\u00a0${mot}${s(n)}`

/** The four parts of a bilan, and what each says that is new. */
export const Sommaire = ({ v }: { v: BilanVu }) => {
  const { avancement, jalons, indicateurs, fin, final, difficultes } = v.changements
  const autres = [fin, final, difficultes].filter(Boolean).length + (v.b.pieces.some(p => !p.commandeId) ? 1 : 0)
  const parties = [
    { href: '#avancement', titre: 'Avancement', dit: jalons.length || avancement ? compte(jalons.length || 1, 'changement') : 'inchangé' },
    { href: '#indicateurs', titre: 'Indicateurs', dit: indicateurs.length ? compte(indicateurs.length, 'changement') : 'inchangés' },
    { href: '#commandes', titre: 'Commandes', dit: v.b.ici.nombre ? `${v.b.ici.nombre}\u00a0ajoutée${s(v.b.ici.nombre)}` : 'aucune' },
    { href: '#fin-du-projet', titre: 'Fin et difficultés', dit: autres ? compte(autres, 'changement') : 'inchangé' },
  ]
  return (
    <nav class="gt-sommaire" aria-label="Rubriques du bilan" data-guide="sommaire">
      <ol class="fr-raw-list">
        {parties.map(p => (
          <li>
            <a href={p.href}>
              {p.titre}
              <span>{p.dit}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** What the filing will say, in a few lines. */
export const Declare = ({ v }: { v: BilanVu }) => {
  const { b, declaration: d, changements: c } = v
  const faits = b.jalons.filter(j => c.jalons.includes(j.id) && d.jalons.find(x => x.id === j.id)?.etat === 'fait')
  const autres = c.jalons.length - faits.length
  const pieces = b.pieces.filter(p => !p.commandeId).length
  return (
    <ul>
      {faits.map(j => {
        const { fait } = d.jalons.find(x => x.id === j.id)!
        return (
          <li>
            <strong>Un jalon atteint</strong>&nbsp;: {j.libelle}
            {fait && `, le ${formatDateCivile(fait)}`}
          </li>
        )
      })}
      {autres > 0 && (
        <li>
          <strong>{compte(autres, 'jalon')}</strong> mis à jour
        </li>
      )}
      {c.avancement && (
        <li>
          <strong>{sansJalon(b) ? 'Avancement du projet' : 'Où en est-on'}</strong>
          {d.avancement.part === null ? ' mis à jour' : `\u00a0: ${d.avancement.part}\u00a0%`}
        </li>
      )}
      {c.indicateurs.length > 0 && (
        <li>
          <strong>{compte(c.indicateurs.length, 'indicateur')}</strong> mis à jour
        </li>
      )}
      <li>
        <strong>{b.ici.nombre === 0 ? 'Aucune commande' : compte(b.ici.nombre, 'commande')}</strong>
        {b.ici.nombre > 0 && `, ${eurosDe(v)(b.ici.ht)} HT`}
        {v.commandeEnCours && '\u202f; une autre est en cours de saisie'}
      </li>
      <li>
        <strong>{d.final ? 'Projet terminé' : c.fin ? 'Fin changée' : 'Fin inchangée'}</strong>
        {d.fin && `\u00a0: ${formatDateCivile(d.fin)}`}
      </li>
      {c.difficultes && (
        <li>
          <strong>Des difficultés</strong>, que le référent lira
        </li>
      )}
      {pieces > 0 && (
        <li>
          <strong>{compte(pieces, 'pièce')}</strong>
        </li>
      )}
    </ul>
  )
}

export const Recapitulatif = ({ v }: { v: BilanVu }) => (
  <section class="gt-recap" aria-labelledby="recapitulatif">
    <h2 class="fr-h5" id="recapitulatif">
      Vous déclarez
    </h2>
    <div data-guide="recapitulatif">
      <Declare v={v} />
    </div>
    <p>Après le dépôt, vous recevez un accusé. Le référent peut vous le renvoyer avec une remarque.</p>
  </section>
)

/** Where the aid stands: consumed before this period, and by it. */
export const Aide = ({ v }: { v: BilanVu }) => (
  <aside class="gt-resume" aria-labelledby="aide-titre">
    <h2 class="fr-h6" id="aide-titre">
      Où en est l’aide
    </h2>
    <div data-guide="aide">
      <AideChiffres v={v} />
    </div>
    <p class="gt-resume__p">
      <a href={paths.bilans.suivi(v.b.dossierId)}>Le projet et ses bilans</a>
      <br />
      <a href={paths.dossiers.echanges(v.b.dossierId)}>Poser une question au référent</a>
    </p>
  </aside>
)

const AideChiffres = ({ v }: { v: BilanVu }) => {
  const { aide, b } = v
  const sur = (c: number) => pct(b.accorde > 0 ? Math.min(1, c / b.accorde) : 0)
  const euros = eurosDe(v)
  return (
    <>
      <p class="gt-resume__g">
        <strong>{euros(aide.total)}</strong> consommés sur {euros(b.accorde)}
      </p>
      <svg class="gt-jauge" width="100%" height="30" aria-hidden="true" focusable="false">
        <rect class="gt-jauge__fond" x="0" y="6" width="100%" height="18" />
        <rect class="gt-jauge__ici" x="0" y="6" width={sur(aide.total)} height="18" />
        <rect class="gt-jauge__plein" x="0" y="6" width={sur(aide.avant)} height="18" />
      </svg>
      <ul class="gt-resume__legende fr-raw-list">
        <li>
          <span class="gt-cle gt-cle--plein" aria-hidden="true" />
          {b.precedent ? `Au ${jourCourt(b.precedent.fin)}` : 'Avant cette période'} <strong>{euros(aide.avant)}</strong>
        </li>
        <li>
          <span class="gt-cle gt-cle--ici" aria-hidden="true" />
          Cette période <strong>{euros(aide.ici)}</strong>
        </li>
      </ul>
      {b.appel.plan === 'complet' && b.base > 0 && (
        <p class="gt-resume__p">
          L’aide paie {formatTaux(b.accorde / b.base)} de la dépense éligible hors taxes&nbsp;: {euros(aide.eligible)} commandés depuis le
          début.
        </p>
      )}
    </>
  )
}

/** Nothing new since the last one: two presses are enough. */
export const RienDeNouveau = ({ v }: { v: BilanVu }) => (
  <div data-guide="rien">
    {v.rien && v.deposable && !v.commandeEnCours && (
      <div class="gt-rien">
        <h2 class="fr-h6">Rien de nouveau depuis {v.b.precedent ? `le ${jourCourt(v.b.precedent.fin)}` : 'le dossier'}&#8239;?</h2>
        <p>Ni jalon, ni commande, ni date changée&nbsp;: déposez le bilan tel quel, en deux gestes.</p>
        <a class="fr-btn fr-btn--secondary" href={paths.bilans.rien(v.b.dossierId, v.b.id)}>
          Rien de nouveau
        </a>
      </div>
    )}
  </div>
)
