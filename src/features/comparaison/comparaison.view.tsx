import { formatEuros, formatNombre } from '../../lib/euros.ts'
import { pluriel } from '../../lib/mots.ts'
import { formatSiret } from '../../lib/siren.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/blocs.tsx'
import { Select } from '../../ui/champs.tsx'
import { Formulaire } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Tableau } from '../../ui/table.tsx'
import { CarteAbsentes, nommer } from './carte-absentes.view.tsx'
import type { Entreprise } from './comparaison.queries.ts'
import {
  type AppelChiffre,
  absentesParGroupement,
  type Groupe,
  type Mesure,
  mesures,
  PEU,
  passagesDe,
  resumer,
  tropPeu,
} from './comparaison.rules.ts'
import type { Comparaison } from './lire-comparaison.ts'
import { AbsentesTable, Passages, TousLesAppels } from './tables.view.tsx'

export type ComparaisonProps = {
  site: Site
  c: Comparaison
  entreprises: readonly Entreprise[]
  departements: readonly { code: string; nom: string }[]
}

export const choix = (
  { apres, avant, departement }: Pick<Comparaison, 'apres' | 'avant' | 'departement'>,
  plus: Record<string, string> = {},
) => `?${new URLSearchParams({ appel: apres.slug, avec: avant?.slug ?? 'aucun', ...(departement ? { departement } : {}), ...plus })}`

/** A call beside another, who never applies, and every call of the guichet. */
export const ComparaisonPage = ({ site, c, entreprises, departements }: ComparaisonProps) => {
  const { avant, apres } = c
  const absentes = absentesParGroupement(c.communes, avant ? [avant, apres] : [apres])
  return (
    <Page site={site} titre="Comparer" large skip={[{ libelle: 'Qui ne dépose jamais', href: '#absentes' }]}>
      <div class="gt-bord-titre">
        <div>
          <h1>
            {avant && avant.annee === apres.annee - 1 ? 'Cette année, l’an dernier' : avant ? 'Deux appels, côte à côte' : apres.titre}
          </h1>
          {avant && <p>{resumer(avant, apres).join(' ')}</p>}
        </div>
        <p class="gt-comparer-note">
          <a class="fr-btn fr-icon-file-text-line fr-btn--icon-left" href={paths.instruction.notePrefet + choix(c)}>
            Note d’une page pour le préfet
          </a>
        </p>
      </div>
      <Choisir c={c} departements={departements} />
      <div class="gt-comparer-deux">
        <section aria-labelledby="chiffres">
          <h2 id="chiffres" class="fr-h4">
            Les chiffres
          </h2>
          {avant ? <Chiffres avant={avant} apres={apres} /> : <RienACote />}
        </section>
        <section aria-labelledby="absentes" id="absentes-carte">
          <h2 id="absentes" class="fr-h4">
            Qui ne dépose jamais
          </h2>
          <p>{direAbsentes(absentes)}</p>
          <CarteAbsentes fond={c.fond} communes={c.communes} avant={avant} apres={apres} />
        </section>
      </div>
      <AbsentesTable groupes={absentes} fichier={paths.instruction.absentes + choix(c)} />
      <TousLesAppels tous={c.tous} departement={c.departement} />
      <Passages passages={passagesDe(c.communes, c.tous)} />
      <Entreprises entreprises={entreprises} tous={c.tous} />
    </Page>
  )
}

export function direAbsentes(absentes: readonly Groupe[]) {
  const n = absentes.reduce((s, g) => s + g.absentes, 0)
  const habitants = absentes.reduce((s, g) => s + g.habitants, 0)
  if (n === 0) return 'Chaque commune du territoire a porté un projet ou y a pris part.'
  return (
    <>
      <strong>{pluriel(n, 'commune')}</strong>, {formatNombre(habitants)}&nbsp;habitants&nbsp;: ni porteuses ni partenaires d’un dossier
      déposé.
    </>
  )
}

const Choisir = ({ c, departements }: Pick<ComparaisonProps, 'c' | 'departements'>) => (
  <Formulaire action={paths.instruction.comparaison} method="get" class="gt-filtres gt-comparer-choix">
    <Select name="appel" label="Cet appel" vide={null} value={c.apres.slug} options={c.tous.map(option)} />
    <Select
      name="avec"
      label="À côté de"
      vide={null}
      value={c.avant?.slug ?? 'aucun'}
      options={[{ value: 'aucun', label: 'Aucun autre' }, ...c.tous.filter(t => t.id !== c.apres.id).map(option)]}
    />
    <Select
      name="departement"
      label="Territoire"
      vide={null}
      value={c.departement ?? ''}
      options={[{ value: '', label: 'Tout le territoire' }, ...departements.map(d => ({ value: d.code, label: d.nom }))]}
    />
    <button class="fr-btn fr-btn--secondary" type="submit">
      Comparer
    </button>
  </Formulaire>
)
const option = (a: AppelChiffre) => ({ value: a.slug, label: `${a.titre} (${a.annee})` })

const RienACote = () => (
  <EmptyState titre="Rien à mettre à côté.">
    Un second appel publié se compare à celui-ci. Choisissez-le ci-dessus dès qu’il y en a un.
  </EmptyState>
)

const Chiffres = ({ avant, apres }: { avant: AppelChiffre; apres: AppelChiffre }) => {
  const peu = tropPeu(avant, apres)
  return (
    <>
      {peu && (
        <p class="gt-comparer-peu">
          <strong>Moins de {PEU}&nbsp;dossiers&nbsp;: pas de pourcentage.</strong> Les nombres restent écrits, la barre n’est pas dessinée.
        </p>
      )}
      <Tableau<Mesure>
        legende={`${apres.titre} (${apres.annee}) à côté de ${avant.titre} (${avant.annee})`}
        legendeCachee
        dense
        empile="nomme"
        lignes={mesures(avant, apres)}
        colonnes={[
          { titre: 'Mesure', cellule: m => m.titre },
          { titre: nommer(avant, apres), court: 'À côté', num: true, cellule: m => m.avant },
          { titre: nommer(apres, avant), court: 'Cet appel', num: true, cellule: m => <strong>{m.apres}</strong> },
          { titre: 'Écart', num: true, cellule: m => m.ecart },
          ...(peu ? [] : [{ titre: 'Barres', titreCache: true, cellule: (m: Mesure) => (m.barres ? <Barres barres={m.barres} /> : '') }]),
        ]}
      />
      <p class="gt-source">
        Sans les dossiers retirés. Accordé et payé&nbsp;: décisions dont la lettre est partie. Un écart d’argent se lit avec l’enveloppe et
        la pression.
      </p>
    </>
  )
}

const Barres = ({ barres: [x, y] }: { barres: [number, number] }) => (
  <svg width="110" height="18" aria-hidden="true" focusable="false">
    <rect x="0.5" y="0.5" width={Math.max(1, Math.round(x * 108))} height="7" class="gt-comparer-avant" />
    <rect x="0" y="10" width={Math.max(1, Math.round(y * 109))} height="8" class="gt-comparer-apres" />
  </svg>
)

const Entreprises = ({ entreprises, tous }: { entreprises: readonly Entreprise[]; tous: readonly AppelChiffre[] }) => {
  if (entreprises.length === 0) return null
  const avec = tous.filter(t => entreprises.some(e => e.montants[t.id]))
  return (
    <section aria-labelledby="entreprises">
      <h2 id="entreprises" class="fr-h4">
        Entreprises, d’un appel à l’autre
      </h2>
      <Tableau<Entreprise>
        legende="Les dix entreprises à qui les lauréats ont le plus commandé, hors taxes"
        legendeCachee
        dense
        empile="nomme"
        lignes={entreprises}
        colonnes={[
          { titre: 'Entreprise', cellule: e => e.nom },
          { titre: 'SIRET', cellule: e => (e.siret ? formatSiret(e.siret) : 'hors de France') },
          { titre: 'Projets', num: true, cellule: e => formatNombre(e.projets) },
          ...avec.map(t => ({
            titre: `${t.annee}${avec.some(x => x !== t && x.annee === t.annee) ? `, ${t.titre}` : ''}`,
            num: true,
            cellule: (e: Entreprise) => (e.montants[t.id] ? formatEuros(e.montants[t.id]!, { centimes: false }) : '–'),
          })),
        ]}
      />
      <p class="gt-source">
        Commandes hors taxes des bilans déposés. <a href={paths.suivi.entreprises}>Toutes les entreprises d’un appel</a>
      </p>
    </section>
  )
}
