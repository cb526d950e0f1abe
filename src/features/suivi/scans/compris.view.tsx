import { formatDateCivileCourte, formatJour, formatJourCourt } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert, EmptyState } from '../../../ui/blocs.tsx'
import { DateField } from '../../../ui/champs.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { NOMS_ACTE } from '../actes/actes.view.tsx'
import { ARIANE_SCANS, EnCours } from './depot.view.tsx'
import { APlacer } from './placements.view.tsx'
import { type Compris, champDate, enSuite, type Groupe, JOURS_GARDES, MOTS_REFUS } from './scan.rules.ts'
import type { ActeEnAttente, FichierScan, LigneScan, Scan } from './scans.queries.ts'

export type SaisieVue = { coches: ReadonlySet<string> | undefined; commune: string; dates: ReadonlyMap<string, string> }
export type ComprisProps = {
  site: Site
  scan: Scan
  fichiers: readonly FichierScan[]
  lignes: readonly LigneScan[]
  attente: readonly ActeEnAttente[]
  compris: Compris
  saisie: SaisieVue
  errors: Readonly<Record<string, string>>
  /** An act is no longer as it was read. */
  change: boolean
}

/** What a scan was understood to hold, before anything is filed; then what was. */
export const ComprisPage = (p: ComprisProps) => {
  const confirmes = new Set(p.lignes.filter(l => l.etat !== 'refuse').map(l => l.acteId))
  const groupes = p.compris.groupes.filter(g => !confirmes.has(g.acteId))
  const prets = groupes.filter(g => !g.refus)
  const refuses = groupes.filter(g => g.refus)
  const enAttente = p.lignes.filter(l => l.etat === 'a_faire').length
  const titre = `Scan du ${formatJour(p.scan.deposeLe)}`
  return (
    <Page
      site={p.site}
      titre={titre}
      large
      erreur={Object.keys(p.errors).length > 0 || p.change}
      ariane={[...ARIANE_SCANS, { libelle: 'Scans signés', href: paths.suivi.scans }, { libelle: titre }]}
    >
      <div class="gt-scan">
        <ErrorSummary errors={p.errors} />
        {p.change && (
          <Alert ton="warning" titre="Un acte a changé entre-temps" reponse>
            <p>Rien n’est enregistré. Relisez, puis confirmez à nouveau.</p>
          </Alert>
        )}
        <h1>{titre}</h1>
        <p class="fr-text--lead">{phrase(prets.length, refuses.length, p.compris)}</p>
        {enAttente > 0 ? (
          <EnCours
            scan={p.scan}
            etape="enregistrement"
            faites={p.lignes.length - enAttente}
            total={p.lignes.length}
            texte={`${p.lignes.length - enAttente} sur ${pluriel(p.lignes.length, 'acte')}`}
          />
        ) : (
          p.lignes.length > 0 && <Compte lignes={p.lignes} />
        )}
        {prets.length > 0 && enAttente === 0 && <Prets {...p} prets={prets} />}
        {groupes.length === 0 && p.lignes.length === 0 && (
          <EmptyState titre="Aucun acte reconnu.">Numérisez en 200 ou 300 points par pouce, sans couper le bas des pages.</EmptyState>
        )}
        {refuses.length > 0 && <Refuses refuses={refuses} />}
        {p.compris.aPlacer.length > 0 && <APlacer scan={p.scan} compris={p.compris} attente={p.attente} />}
        <Restes fichiers={p.fichiers} blanches={p.compris.blanches} />
        {enAttente === 0 && <Suppression scan={p.scan} />}
      </div>
    </Page>
  )
}

function phrase(prets: number, refuses: number, { aPlacer }: Compris): string {
  const perdues = aPlacer.filter(x => !x.acteId && !x.choix).length
  const parts = [
    prets > 0 ? `${pluriel(prets, 'acte')} à enregistrer` : 'Aucun acte à enregistrer',
    ...(refuses > 0 ? [`${refuses}\u00a0à revoir`] : []),
    ...(perdues > 0 ? [`${pluriel(perdues, 'page')} sans acte`] : []),
  ]
  return `${parts.join(', ')}.`
}

const Compte = ({ lignes }: Pick<ComprisProps, 'lignes'>) => {
  const faits = lignes.filter(l => l.etat === 'fait')
  const refus = lignes.filter(l => l.etat === 'refuse')
  return (
    <div class={`fr-alert fr-alert--${refus.length > 0 ? 'warning' : 'success'} fr-alert--sm gt-alerte gt-compte-rendu`} id="compte-rendu">
      <h2 class="fr-alert__title">
        {faits.length > 0 ? `${pluriel(faits.length, 'acte enregistré', 'actes enregistrés')}` : 'Aucun acte enregistré'}
        {refus.length > 0 && `, ${pluriel(refus.length, 'refusé')}`}
      </h2>
      {faits.length > 0 && <p>Les structures de ces projets sont prévenues.</p>}
      <Tableau
        legende="Actes confirmés"
        legendeCachee
        dense
        lignes={[...refus, ...faits]}
        colonnes={[
          { titre: 'Acte', cellule: l => <a href={paths.suivi.dossier(l.dossierId)}>n°&nbsp;{l.numero}</a> },
          { titre: 'Structure', cellule: l => l.porteur },
          { titre: 'Signé le', cellule: l => formatDateCivileCourte(l.signeLe) },
          { titre: 'Résultat', cellule: l => l.motif ?? 'Enregistré' },
        ]}
      />
    </div>
  )
}

const Prets = ({ scan, prets, saisie, errors }: ComprisProps & { prets: readonly Groupe[] }) => (
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

const NomActe = ({ g }: { g: Groupe }) =>
  g.acte ? (
    <a href={paths.suivi.dossier(g.acte.dossierId)}>
      {NOMS_ACTE[g.acte.nature]} n°&nbsp;{g.acte.numero}
    </a>
  ) : (
    <>Acte inconnu</>
  )

const Projet = ({ g }: { g: Groupe }) =>
  g.acte ? (
    <>
      {g.acte.porteur}
      <div class="gt-sous">{g.acte.titre || 'Sans titre'}</div>
    </>
  ) : null

const Pages = ({ g }: { g: Groupe }) => (
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

const Refuses = ({ refuses }: { refuses: readonly Groupe[] }) => (
  <section aria-labelledby="refuses">
    <h2 class="fr-h4 fr-mt-4w" id="refuses">
      À revoir
    </h2>
    <Tableau
      legende="Actes qui ne peuvent pas être enregistrés"
      legendeCachee
      dense
      lignes={refuses}
      colonnes={[
        { titre: 'Acte', cellule: g => <NomActe g={g} /> },
        { titre: 'Projet', cellule: g => <Projet g={g} /> },
        { titre: 'Pages du scan', cellule: g => <Pages g={g} /> },
        { titre: 'Pourquoi', cellule: g => g.refus },
      ]}
    />
  </section>
)

const Restes = ({ fichiers, blanches }: { fichiers: readonly FichierScan[]; blanches: readonly number[] }) => {
  const refuses = fichiers.filter(f => f.refus)
  return (
    <>
      {refuses.length > 0 && (
        <section aria-labelledby="fichiers">
          <h2 class="fr-h4 fr-mt-4w" id="fichiers">
            Fichiers non lus
          </h2>
          <Tableau
            legende="Fichiers qui ne se lisent pas"
            legendeCachee
            dense
            lignes={refuses}
            colonnes={[
              { titre: 'Fichier', cellule: f => f.nom },
              { titre: 'Pourquoi', cellule: f => MOTS_REFUS[f.refus!] ?? MOTS_REFUS.arret },
            ]}
          />
        </section>
      )}
      {blanches.length > 0 && (
        <p class="gt-sous fr-mt-2w">
          {blanches.length > 1 ? 'Pages blanches, laissées de côté' : 'Page blanche, laissée de côté'}&nbsp;: {enSuite(blanches)}.
        </p>
      )}
    </>
  )
}

const Suppression = ({ scan }: { scan: Scan }) => (
  <div class="fr-mt-4w">
    <p class="gt-sous">
      Ce scan est gardé jusqu’au {formatJourCourt(new Date(scan.deposeLe.getTime() + JOURS_GARDES * 86_400_000))}, ses pages sans acte
      aussi. Les actes enregistrés gardent leur exemplaire.
    </p>
    <BoutonPost action={paths.suivi.suppressionScan(scan.id)} class="fr-btn fr-btn--tertiary fr-btn--sm">
      Supprimer ce scan
    </BoutonPost>
  </div>
)
