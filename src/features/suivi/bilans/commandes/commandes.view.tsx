import { formatDateCivile } from '../../../../lib/dates.ts'
import { formatEuros } from '../../../../lib/euros.ts'
import { formatSiret } from '../../../../lib/siren.ts'
import { paths } from '../../../../paths.ts'
import { Field, Select } from '../../../../ui/champs.tsx'
import { formatTaille } from '../../../../ui/liens.tsx'
import type { BilanVu } from '../bilan.donnees.ts'
import { jourCourt } from '../declaration.rules.ts'
import type { Commande } from './commandes.queries.ts'
import { nomPays, OPTIONS_PAYS } from './pays.ts'

const euros = (c: number) => formatEuros(c, { centimes: true })

/** Where a company stands: « Corse-du-Sud (2A) », or its country. */
export const siege = (c: Pick<Commande, 'pays' | 'departement' | 'nomDepartement'>) =>
  c.pays === 'FR' ? `${c.nomDepartement ?? 'Département'} (${c.departement})` : nomPays(c.pays)

type Carte = { v: BilanVu; c: Commande; actes: boolean; niveau?: 2 | 3 }
/** An order said: the company, what it is, its amounts. `actes`: what can be done with it. */
export const CarteCommande = ({ v, c, actes, niveau = 3 }: Carte) => {
  const Titre = `h${niveau}` as 'h3'
  const ligne = v.b.depenses.find(l => l.id === c.depenseId)
  const lot = v.b.lots.find(l => l.id === c.lotId)
  const facture = v.b.pieces.find(p => p.commandeId === c.id)
  const quoi = [c.objet, lot?.libelle, ligne?.libelle].filter(Boolean).join(', ')
  return (
    <li class="gt-commande gt-commande--faite">
      <div>
        <Titre class="gt-commande__n">{c.entreprise}</Titre>
        <p>
          Siège&nbsp;: {siege(c)}
          <br />
          Commande du {formatDateCivile(c.date)}
          {quoi && `, ${quoi}`}
          {c.siret && (
            <>
              <br />
              SIRET {formatSiret(c.siret)}
            </>
          )}
        </p>
        {ligne && !ligne.eligible && <HorsBase v={v} clause={ligne.clause} />}
        {facture && (
          <p>
            Facture&nbsp;:{' '}
            <a href={paths.bilans.piece(v.b.dossierId, v.b.id, facture.id)} data-turbo="false">
              {facture.nom}
            </a>{' '}
            ({formatTaille(facture.taille)})
          </p>
        )}
      </div>
      <p class="gt-commande__e">
        <strong>{euros(c.ht)} HT</strong> <span class="gt-sous">{euros(c.ttc)} TTC</span>
      </p>
      {actes && (
        <ul class="fr-btns-group fr-btns-group--inline fr-btns-group--sm">
          <Acte suite={`modifier:${c.id}`} mot="Modifier" c={c} />
          <Acte suite={`retirer:${c.id}`} mot="Retirer" c={c} />
        </ul>
      )}
    </li>
  )
}
const Acte = ({ suite, mot, c }: { suite: string; mot: string; c: Commande }) => (
  <li>
    <button class="fr-btn fr-btn--tertiary" type="submit" name="_suite" value={suite}>
      {mot}
      <span class="fr-sr-only"> la commande à {c.entreprise}</span>
    </button>
  </li>
)
/** Said with its clause: the order is declared, the aid does not pay it. */
const HorsBase = ({ v, clause }: { v: BilanVu; clause: string | undefined }) => (
  <p>
    Dépense non éligible&nbsp;: l’aide ne la paie pas
    {clause && (
      <>
        {' '}
        (<a href={paths.appels.clause(v.b.slug, clause)}>{clause}</a>)
      </>
    )}
    .
  </p>
)

/** Orders paid by the aid: those said, then the fields of the next one. */
export const Commandes = ({ v }: { v: BilanVu }) => (
  <section class="gt-sec" id="commandes" aria-labelledby="commandes-t">
    <h2 class="fr-h5" id="commandes-t">
      <span class="gt-sec__n" aria-hidden="true">
        3
      </span>
      Commandes payées par l’aide
    </h2>
    <p class="gt-sec__s">
      {v.b.avant.nombre > 0
        ? `Avant cette période\u00a0: ${compte(v.b.avant.nombre)}, ${euros(v.b.avant.ht)} HT. N’ajoutez que les nouvelles.`
        : `Une par entreprise et par achat, jusqu’au ${jourCourt(v.b.fin)}. Aucune\u202f? Passez à la suite.`}
    </p>
    {v.b.ici.nombre > v.commandes.length && (
      <p>
        <strong>
          {compte(v.b.ici.nombre)}, {euros(v.b.ici.ht)} HT.
        </strong>{' '}
        Les {v.commandes.length} dernières sont ici. <a href={paths.bilans.commandes(v.b.dossierId, v.b.id)}>Voir toutes les commandes</a>
      </p>
    )}
    <ul class="fr-raw-list">
      {v.commandes.map(c => (
        <CarteCommande v={v} c={c} actes />
      ))}
    </ul>
    <Saisie v={v} />
    <p class="gt-import">
      <button class="fr-link fr-link--sm fr-icon-upload-line fr-link--icon-left" type="submit" name="_suite" value="import">
        Importer une liste (CSV, XLSX, ODS)
      </button>
    </p>
  </section>
)
const compte = (n: number) => `${n.toLocaleString('fr-FR').replace(/\s/g, '\u00a0')}\u00a0commande${n > 1 ? 's' : ''}`

const Saisie = ({ v }: { v: BilanVu }) => {
  const { b, valeurs } = v
  const modifie = valeurs['c.id'] !== ''
  const champ = (c: string) => ({ name: `c.${c}`, value: valeurs[`c.${c}`], error: v.erreurs[`c.${c}`] })
  const etranger = valeurs['c.pays'] !== 'FR'
  return (
    <fieldset
      class="gt-commande gt-commande--form"
      aria-labelledby="commande-t"
      data-controller="entreprise"
      data-entreprise-url-value={paths.bilans.entreprise}
    >
      <legend id="commande-t">{modifie ? 'Corriger une commande' : b.ici.nombre === 0 ? 'Une commande' : 'Une autre commande'}</legend>
      <input type="hidden" name="c.id" value={valeurs['c.id']} />
      <details class="gt-etranger" open={etranger}>
        <summary>L’entreprise est à l’étranger</summary>
        <Select {...champ('pays')} label="Pays de l’entreprise" options={OPTIONS_PAYS} vide={null} />
      </details>
      <div class="gt-francaise">
        <Field
          {...champ('siret')}
          label="SIRET de l’entreprise"
          hint={'14\u00a0chiffres, en bas de la facture'}
          inputmode="numeric"
          autocomplete="off"
          regle={<span data-entreprise-target="etat" />}
        />
      </div>
      <Field {...champ('entreprise')} label="Nom de l’entreprise" autocomplete="off" />
      <div class="gt-francaise">
        <Select
          {...champ('departement')}
          label="Département du siège"
          options={v.departements.map(d => ({ value: d.code, label: `${d.code} – ${d.nom}` }))}
        />
      </div>
      <div class="gt-duo">
        <Field
          {...champ('ht')}
          label={
            <>
              Montant HT <span class="gt-unite">(€)</span>
            </>
          }
          inputmode="decimal"
          autocomplete="off"
        />
        <Field
          {...champ('ttc')}
          label={
            <>
              Montant TTC <span class="gt-unite">(€)</span>
            </>
          }
          inputmode="decimal"
          autocomplete="off"
        />
      </div>
      <Field
        {...champ('date')}
        label={
          <>
            Date de commande <span class="gt-unite">(jj/mm/aaaa)</span>
          </>
        }
        inputmode="numeric"
        autocomplete="off"
      />
      {b.depenses.length > 0 && (
        <Select
          {...champ('depense')}
          label="Ligne de dépense"
          facultatif
          vide="L’ensemble du projet"
          options={b.depenses.map(l => ({
            value: l.id,
            label: l.eligible ? l.libelle : `${l.libelle} (non éligible${l.clause ? `, ${l.clause}` : ''})`,
          }))}
        />
      )}
      {b.lots.length > 0 && (
        <Select {...champ('lot')} label="Lot" facultatif vide="Aucun" options={b.lots.map(l => ({ value: l.id, label: l.libelle }))} />
      )}
      <Field {...champ('objet')} label="Ce qui est commandé" facultatif autocomplete="off" />
      {v.doute && (
        <>
          <p>Vérifiez cette commande, et corrigez-la s’il le faut. Elle est juste&#8239;? Ajoutez-la quand même.</p>
          <button class="fr-btn fr-btn--secondary gt-btn-plein fr-mb-1w" type="submit" name="_suite" value="ajouter:relue">
            {modifie ? 'Enregistrer quand même' : 'Ajouter quand même'}
          </button>
        </>
      )}
      <button class="fr-btn fr-btn--secondary gt-btn-plein" type="submit" name="_suite" value="ajouter">
        {modifie ? 'Enregistrer cette commande' : 'Ajouter cette commande'}
      </button>
      {(modifie || v.commandeEnCours) && (
        <button class="fr-btn fr-btn--tertiary gt-btn-plein fr-mt-1w" type="submit" name="_suite" value="vider">
          {modifie ? 'Ne pas la corriger' : 'Vider ces champs'}
        </button>
      )}
    </fieldset>
  )
}
