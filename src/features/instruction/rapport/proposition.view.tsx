import type { Child } from 'hono/jsx'
import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { Erreur } from '../../../ui/form.tsx'
import { Clause } from '../../../ui/liens.tsx'
import type { Verdict } from '../../verdicts/index.ts'
import type { BaseVue, LigneVue } from './base.ts'
import type { ChampsVue } from './criteres.view.tsx'
import { Effets } from './effets.view.tsx'
import { Enveloppe, type EnveloppeVue } from './enveloppe.view.tsx'
import { type Calcule, type Proposition, sommeRetenue } from './proposition.rules.ts'

export type PropositionVue = {
  slug: string
  base: BaseVue
  /** As it stands: saved, or computed from what was typed. */
  proposition: Proposition
  /** What the fields hold, as typed. */
  textes: Record<Calcule, string>
  /** What the call's rules say of the amount proposed. */
  regles: readonly Verdict[]
  champs: ChampsVue
  enveloppe: EnveloppeVue
}

const euros = (c: number) => formatEuros(c, { centimes: c % 100 !== 0 })

/** The lines kept, then base × rate = amount: two of them give the third. A script computes as one types; « Calculer » does it without. */
export const PropositionBloc = (v: PropositionVue) => {
  const somme = sommeRetenue(v.base.lignes, v.proposition.lignes)
  return (
    <section
      id="proposition"
      aria-labelledby="proposition-titre"
      tabindex={-1}
      data-controller="proposition"
      data-proposition-lignes-value={JSON.stringify(v.base.lignes.map(({ rang, montant, admise }) => ({ rang, montant, admise })))}
      data-proposition-reperes-value={JSON.stringify(v.base.reperes)}
      data-proposition-seul-value={v.base.sansLignes ? 'true' : undefined}
    >
      <h2 class="fr-h6" id="proposition-titre">
        Proposition
      </h2>
      <input type="hidden" name="vu.proposition" value={v.champs.vus.proposition ?? ''} />
      <input type="hidden" name="suivie" value={String(somme)} data-proposition-target="suivie" />
      <div class="gt-analyse__deux">
        <div class="gt-calcul">
          {!v.base.sansLignes && <Lignes v={v} somme={somme} />}
          <Enveloppe {...v.enveloppe} />
        </div>
        <div class="gt-calcul">
          {v.base.sansLignes ? <MontantSeul v={v} /> : <Calcul v={v} somme={somme} />}
          <Effets {...v} />
        </div>
      </div>
    </section>
  )
}

const Lignes = ({ v, somme }: { v: PropositionVue; somme: number }) => (
  <div class="gt-defile" role="region" tabindex={0} aria-labelledby="lignes-titre">
    <table class="gt-table-simple gt-lignes-base">
      <caption id="lignes-titre">Dépenses retenues dans la base</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="fr-sr-only">Retenir</span>
          </th>
          <th scope="col">{v.base.rangs ? 'Rang et dépense' : 'Ligne'}</th>
          {v.base.lots.length > 0 && <th scope="col">Lot</th>}
          <th scope="col" class="gt-num">
            {v.base.assiette}
          </th>
          <th scope="col" class="gt-num">
            Retenu
          </th>
        </tr>
      </thead>
      <tbody>
        {v.base.lignes.map(l => (
          <Ligne l={l} v={v} />
        ))}
        {v.base.lignes.length === 0 && (
          <tr>
            <td colspan={5}>Le plan n’a aucune dépense.</td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colspan={v.base.lots.length > 0 ? 3 : 2}>
            Lignes retenues
          </th>
          <td class="gt-num">{euros(v.base.total)}</td>
          <td class="gt-num" data-proposition-target="somme">
            {euros(somme)}
          </td>
        </tr>
      </tfoot>
    </table>
  </div>
)

const Ligne = ({ l, v }: { l: LigneVue; v: PropositionVue }) => {
  const retenue = v.proposition.lignes.includes(l.rang)
  const id = `ligne-${l.rang}`
  return (
    <tr class={l.admise ? undefined : 'gt-lignes-base__hors'}>
      <td>
        <div class="fr-checkbox-group fr-checkbox-group--sm">
          <input type="checkbox" id={id} name="ligne" value={String(l.rang)} checked={retenue && l.admise} disabled={!l.admise} />
          <label class="fr-label" for={id}>
            <span class="fr-sr-only">Retenir la ligne {l.rang}</span>
          </label>
        </div>
      </td>
      <th scope="row">
        {l.rang}. {l.libelle}
        {l.enPlus.length > 0 && <span class="gt-sous">{l.enPlus.join(' · ')}</span>}
        {l.pourquoi && (
          <span class="gt-sous">
            {l.pourquoi} {l.clause && <Clause texte={l.clause} href={paths.appels.clause(v.slug, l.clause)} />}
          </span>
        )}
      </th>
      {v.base.lots.length > 0 && <td>{l.lot ?? '–'}</td>}
      <td class="gt-num">{l.montant === undefined ? 'inconnu' : euros(l.montant)}</td>
      <td class="gt-num" data-retenu={l.rang}>
        {euros(retenue && l.admise ? (l.montant ?? 0) : 0)}
      </td>
    </tr>
  )
}

const Calcul = ({ v, somme }: { v: PropositionVue; somme: number }) => {
  const { minimale } = v.base.reperes
  const retenir = minimale === undefined ? '' : `, ${euros(minimale)} au moins pour le porteur`
  return (
    <>
      <fieldset class="gt-calcul__trois" aria-describedby="calcul-aide">
        <legend>Base × taux = montant</legend>
        <Champ
          v={v}
          champ="base"
          label="Base"
          unite="€"
          note={
            <>
              lignes retenues&nbsp;: <span data-proposition-target="somme">{euros(somme)}</span> au plus
            </>
          }
          radio="calculer la base"
        />
        <span class="gt-calcul__signe" aria-hidden="true">
          ×
        </span>
        <Champ v={v} champ="taux" label="Taux" unite="%" note="part de la base que l’aide paie" radio="calculer le taux" />
        <span class="gt-calcul__signe" aria-hidden="true">
          =
        </span>
        <Champ v={v} champ="montant" label="Montant" unite="€" note={`${motDemande(v)}${retenir}`} radio="calculer le montant" />
      </fieldset>
      <p id="calcul-aide" class="gt-sous">
        Remplissez deux champs, le guichet calcule le troisième. Le montant est arrondi au centime inférieur.{' '}
        <button class="fr-btn fr-btn--tertiary fr-btn--sm" type="submit" name="geste" value="calculer" data-proposition-target="calculer">
          Calculer
        </button>
      </p>
      <p class="fr-error-text gt-calcul__alerte" role="status" data-proposition-target="alerte" />
    </>
  )
}

/** What the porteur had before anybody proposed: asked, or computed by the call. */
const motDemande = ({ base: { reperes, calculee, retenue } }: PropositionVue) =>
  `${euros(reperes.demandee)} ${calculee ? 'calculés par l’appel' : 'demandés'}${retenue === undefined ? '' : `, ${euros(retenue)} avec les valeurs retenues`}`

/** A plan without lines has no base: the amount alone is proposed. */
const MontantSeul = ({ v }: { v: PropositionVue }) => (
  <>
    <Champ v={v} champ="montant" label="Montant proposé" unite="€" note={`${motDemande(v)}, au plus`} />
    <p class="fr-error-text gt-calcul__alerte" role="status" data-proposition-target="alerte" />
  </>
)

type ChampProps = { v: PropositionVue; champ: Calcule; label: string; unite: string; note: Child; radio?: string }
const Champ = ({ v, champ, label, unite, note, radio }: ChampProps) => {
  const error = v.champs.errors[champ]
  return (
    <div class="gt-calcul__champ">
      <label class="fr-label" for={champ}>
        {label} ({unite})
      </label>
      <input
        class={`fr-input${error ? ' fr-input--error' : ''}`}
        id={champ}
        name={champ}
        inputmode="decimal"
        autocomplete="off"
        value={v.textes[champ]}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={`${champ}-note${error ? ` ${champ}-erreur` : ''}`}
      />
      <p id={`${champ}-note`} class="gt-sous">
        {note}
      </p>
      {radio && (
        <div class="fr-radio-group fr-radio-group--sm">
          <input type="radio" id={`calcule-${champ}`} name="calcule" value={champ} checked={v.proposition.calcule === champ} />
          <label class="fr-label" for={`calcule-${champ}`}>
            {radio}
          </label>
        </div>
      )}
      <Erreur id={champ} error={error} />
    </div>
  )
}
