import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { DateField } from '../../../ui/champs.tsx'
import { FormActions, Formulaire } from '../../../ui/form.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { NOMS_ACTE } from '../actes/actes.view.tsx'
import { champDate, enSuite, type Groupe } from './scan.rules.ts'
import type { Scan } from './scans.queries.ts'

export type SaisieVue = { coches: ReadonlySet<string> | undefined; commune: string; dates: ReadonlyMap<string, string> }
type PretsProps = { scan: Scan; prets: readonly Groupe[]; saisie: SaisieVue; errors: Readonly<Record<string, string>> }

/** The acts that may be filed, each ticked, with the day written on it. */
export const Prets = ({ scan, prets, saisie, errors }: PretsProps) => (
  <section aria-labelledby="prets">
    <h2 class="fr-h4 fr-mt-3w" id="prets">
      À enregistrer
    </h2>
    <Formulaire action={paths.suivi.confirmationScan(scan.id)}>
      <DateField
        name="signe_le"
        label="Date de signature"
        value={saisie.commune}
        error={errors.signe_le}
        hint="Celle écrite sur les actes, jj/mm/aaaa. Un acte signé un autre jour a la sienne dans le tableau."
      />
      <Tableau
        legende="Actes à enregistrer"
        legendeCachee
        dense
        tete={1}
        lignes={prets}
        colonnes={[
          { titre: 'Enregistrer', titreCache: true, class: 'gt-c-coche', cellule: g => <Case g={g} saisie={saisie} /> },
          { titre: 'Acte', cellule: g => <NomActe g={g} /> },
          { titre: 'Projet', cellule: g => <Projet g={g} /> },
          { titre: 'Pages du scan', cellule: g => <Pages g={g} /> },
          { titre: 'Autre date de signature', cellule: g => <DateDe g={g} saisie={saisie} erreur={errors[champDate(g.acteId)]} /> },
        ]}
      />
      <p>
        Chaque acte est enregistré comme si vous l’aviez déposé seul&nbsp;: son projet commence, et ses structures reçoivent un courriel.
      </p>
      <FormActions principal={prets.length > 1 ? 'Enregistrer les actes cochés' : 'Enregistrer l’acte coché'} filet={false} />
    </Formulaire>
  </section>
)

const Case = ({ g, saisie }: { g: Groupe; saisie: SaisieVue }) => (
  <span class="fr-checkbox-group fr-checkbox-group--sm">
    <input type="checkbox" id={`acte-${g.acteId}`} name="acte" value={g.acteId} checked={saisie.coches?.has(g.acteId) ?? true} />
    <label class="fr-label" for={`acte-${g.acteId}`}>
      <span class="fr-sr-only">Enregistrer l’acte n°&nbsp;{g.acte?.numero}</span>
    </label>
  </span>
)

const DateDe = ({ g, saisie, erreur }: { g: Groupe; saisie: SaisieVue; erreur: string | undefined }) => {
  const id = champDate(g.acteId)
  return (
    <>
      <input
        class={`fr-input gt-scan__date${erreur ? ' fr-input--error' : ''}`}
        id={id}
        name={id}
        inputmode="numeric"
        autocomplete="off"
        aria-label={`Autre date de signature de l’acte n°\u00a0${g.acte?.numero}, jj/mm/aaaa, facultative`}
        aria-invalid={erreur ? 'true' : undefined}
        aria-describedby={erreur ? `${id}-erreur` : undefined}
        value={saisie.dates.get(g.acteId) ?? ''}
      />
      {erreur && (
        <p class="fr-error-text" id={`${id}-erreur`}>
          {erreur}
        </p>
      )}
    </>
  )
}

export const NomActe = ({ g }: { g: Groupe }) =>
  g.acte ? (
    <a href={paths.suivi.dossier(g.acte.dossierId)}>
      {NOMS_ACTE[g.acte.nature]} <span class="gt-num">n°&nbsp;{g.acte.numero}</span>
    </a>
  ) : (
    <>Acte inconnu</>
  )

export const Projet = ({ g }: { g: Groupe }) =>
  g.acte ? (
    <>
      {g.acte.porteur}
      <div class="gt-sous">{g.acte.titre || 'Sans titre'}</div>
    </>
  ) : null

export const Pages = ({ g }: { g: Groupe }) => (
  <>
    {enSuite(g.pages)}
    {g.acte?.feuillets && (
      <div class="gt-sous">
        {g.pages.length} sur {g.acte.feuillets}
        {g.deduites.length > 0 && `, dont ${pluriel(g.deduites.length, 'page')} sans code lisible`}
      </div>
    )}
  </>
)
