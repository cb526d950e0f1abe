import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import { Perdus } from '../../../ui/perdus.tsx'
import type { Site } from '../../../ui/site.ts'
import type { BrouillonEntier } from '../brouillons.queries.ts'
import { UnChamp as ChampDuStudio } from '../champ.view.tsx'
import { ecrireLieu } from '../document/lieux.ts'
import type { Champ } from '../lieu.donnees.ts'
import type { RemarqueSituee } from '../lire-brouillon.ts'
import { SECTIONS } from '../sections.table.ts'
import { Fait, SAISIE, Sections, VERS_SECTIONS } from '../sections.view.tsx'
import { Apercu, type ApercuProps } from './apercu.view.tsx'
import { erreurDe, type Inconnu, Palette, UnChamp, UnInconnu } from './champs-ecrit.view.tsx'
import { enCrochets, type Mot } from './crochets.rules.ts'
import type { EcritLu } from './ecrit.donnees.ts'
import type { Ecrit } from './textes.table.ts'
import { AutresDeliberations, ListeEcrits, remarquesDe } from './textes.view.tsx'

export type EcritProps = {
  site: Site
  brouillon: BrouillonEntier
  ecrit: Ecrit
  lu: EcritLu
  ecrits: readonly Ecrit[]
  /** The types of structures that a délibération is for, once the call writes it. */
  types: Champ | undefined
  /** Words that are offered. */
  palette: readonly Mot[]
  inconnus: readonly Inconnu[]
  /** Words that it holds, and that have no value in this call. */
  sansValeur: readonly Mot[]
  remarques: readonly RemarqueSituee[]
  essais: readonly { code: string; titre: string }[]
  essai: string
  apercu: Omit<ApercuProps, 'titre'>
  fait?: string | undefined
  refus?: string | undefined
  conflits?: readonly { libelle: string; texte: string }[]
}

/** One letter, act or délibération: its text with its words, the words that it may hold, and what it gives for a test dossier. */
export const EcritPage = (p: EcritProps) => {
  const { site, brouillon, ecrit, remarques, fait, refus, conflits = [] } = p
  const { titre } = ecrit
  const rang = p.ecrits.findIndex(e => e.code === ecrit.code)
  const suivant = rang < 0 ? undefined : p.ecrits[rang + 1]
  return (
    <Page
      site={site}
      titre={`${titre}, ${brouillon.titre}`}
      large
      erreur={!!refus || conflits.length > 0}
      skip={[{ ...SAISIE, href: '#ecrit' }, VERS_SECTIONS]}
      ariane={[
        { libelle: 'Studio', href: paths.studio.accueil },
        { libelle: brouillon.titre, href: paths.studio.brouillon(brouillon.id) },
        { libelle: SECTIONS.textes.titre, href: paths.studio.section(brouillon.id, 'textes') },
        { libelle: titre },
      ]}
    >
      <ErrorSummary errors={refus ? { _refus: refus } : {}} titre={refus && 'Rien n’a été enregistré'} />
      <div
        class="gt-studio gt-studio--cote"
        data-controller="ecrit"
        data-ecrit-url-value={paths.studio.documentEcrit(brouillon.id, ecrit.code)}
      >
        <Sections brouillon={brouillon.id} courante="textes" remarques={remarques} />
        <div class="gt-studio__page">
          <h1 class="fr-h3">{titre}</h1>
          <Fait fait={fait}>
            {suivant && <a href={paths.studio.ecrit(brouillon.id, suivant.code)}>Texte suivant&nbsp;: {suivant.titre}</a>}
          </Fait>
          {conflits.length > 0 && (
            <Alert ton="warning" titre="Une autre personne a changé les mêmes champs" reponse>
              <p>
                Le reste est enregistré. Voici ce que vous aviez écrit&nbsp;: comparez avec la page, puis enregistrez ce que vous gardez.
              </p>
              <Perdus perdus={conflits} />
            </Alert>
          )}
          <ListeEcrits brouillon={brouillon.id} ecrits={p.ecrits} remarques={remarques} courant={ecrit.code} />
          {ecrit.famille === 'deliberation' && <AutresDeliberations brouillon={brouillon.id} ecrits={p.ecrits} />}
          <Ecriture {...p} />
        </div>
        <Cote {...p} titre={titre} />
      </div>
    </Page>
  )
}

const Ecriture = ({ brouillon, ecrit, lu, types, palette, inconnus, sansValeur, remarques }: EcritProps) => {
  const erreurs = new Map(
    remarquesDe(remarques, ecrit).map(r => [ecrireLieu(r.chemin), enCrochets([r.fait, r.consequence].join(' ').trim(), lu.mots)]),
  )
  const acte = ecrit.famille === 'acte'
  return (
    <Formulaire action={paths.studio.ecrit(brouillon.id, ecrit.code)} id="ecrit">
      <input type="hidden" name="revision" value={String(brouillon.revision)} />
      {/* Enter in a field saves, and does nothing else */}
      <button class="fr-sr-only" type="submit" tabindex={-1}>
        Enregistrer
      </button>
      <p class="fr-hint-text">
        {lu.usuel ? 'C’est le texte d’usage. Ce que vous y changez devient celui de cet appel. ' : ''}
        {MOTS_DITS[ecrit.famille]}
      </p>
      {inconnus.map(i => (
        <UnInconnu {...i} />
      ))}
      {sansValeur.map(m => (
        <Alert ton="warning" petit>
          <p>
            «&nbsp;{m.libelle}&nbsp;» n’a pas de valeur dans cet appel,{' '}
            <a href={`${paths.studio.section(brouillon.id, 'quoi')}#${m.code === 'calcul' ? '/aide' : '/plan'}`}>
              {m.code === 'calcul' ? 'dont l’aide n’est pas calculée' : 'qui n’a pas de plan de financement'}
            </a>
            . Le paragraphe qui le contient ne sera jamais imprimé&nbsp;: retirez ce mot.
          </p>
        </Alert>
      ))}
      {types && (
        <ChampDuStudio
          champ={types}
          section={paths.studio.section(brouillon.id, 'textes')}
          conditions={paths.studio.condition(brouillon.id)}
          erreurs={erreurs}
        />
      )}
      {lu.champs.map(c => (
        <UnChamp champ={c} erreur={erreurDe(c, erreurs)} usuel={lu.usuel} articles={lu.articles} />
      ))}
      {acte && !lu.usuel && (
        <button class="fr-btn fr-btn--tertiary fr-btn--sm fr-icon-add-line fr-btn--icon-left" type="submit" name="ordre" value="ajouter">
          Ajouter un article
        </button>
      )}
      <Palette mots={palette} champs={lu.champs} />
      <FormActions principal="Enregistrer">
        <button
          class="fr-btn fr-btn--secondary"
          type="submit"
          formaction={paths.studio.documentEcrit(brouillon.id, ecrit.code)}
          formtarget="_blank"
          data-turbo="false"
        >
          Voir le document<span class="fr-sr-only"> (nouvelle fenêtre)</span>
        </button>
        {!lu.usuel && (
          <button class="fr-btn fr-btn--tertiary" type="submit" name="ordre" value="usage">
            Reprendre le texte d’usage
          </button>
        )}
        {lu.usuel && ecrit.famille !== 'lettre' && (
          <button class="fr-btn fr-btn--tertiary" type="submit" name="ordre" value="ecrire">
            Écrire un texte pour cet appel
          </button>
        )}
        <a href={paths.studio.section(brouillon.id, 'textes')}>Revenir aux textes</a>
      </FormActions>
    </Formulaire>
  )
}

const DU_GUICHET = 'Les mots entre crochets sont remplacés par ceux du dossier. Un paragraphe dont un mot manque n’est pas imprimé.'
const MOTS_DITS: Readonly<Record<Ecrit['famille'], string>> = {
  lettre: DU_GUICHET,
  acte: DU_GUICHET,
  deliberation:
    'Les mots entre crochets sont remplacés par ceux du dossier\u00a0; ce qu’il ne sait pas reste à remplir en séance. «\u00a0#\u00a0» devant un paragraphe en fait un titre, deux étoiles de chaque côté d’un mot (**mot**) le mettent en gras.',
}

const Cote = ({ essais, essai, apercu, titre, ecrit, brouillon }: EcritProps & { titre: string }) => (
  <aside class="gt-ecrit__cote" aria-labelledby="apercu-titre">
    <div class="gt-ecrit__barre">
      <h2 id="apercu-titre">Le document</h2>
      {essais.length > 0 && (
        <>
          <label class="fr-sr-only" for="essai">
            Dossier d’essai
          </label>
          <select class="fr-select gt-ecrit__essai" id="essai" name="essai" form="ecrit">
            {essais.map(e => (
              <option value={e.code} selected={e.code === essai}>
                {e.titre}
              </option>
            ))}
          </select>
        </>
      )}
      <label class="gt-ecrit__grand">
        <input type="checkbox" autocomplete="off" /> Agrandir
      </label>
    </div>
    {/* it scrolls: the keyboard reaches it too */}
    <div class="gt-ecrit__bureau" data-ecrit-target="vue" role="region" aria-label="Feuille" tabindex={0}>
      <Apercu titre={titre} {...apercu} />
    </div>
    <p class="fr-sr-only" role="status" data-ecrit-target="etat" />
    <p class="fr-hint-text">
      Le bleu montre les mots remplacés, l’orange ce qui manque. Ni l’un ni l’autre ne s’imprime.
      {ecrit.famille === 'deliberation' && ' Les points se remplissent en séance.'}{' '}
      <a
        href={`${paths.studio.documentEcrit(brouillon.id, ecrit.code)}?${new URLSearchParams({ essai })}`}
        target="_blank"
        rel="noreferrer"
        data-turbo="false"
        title="Le PDF de ce qui est enregistré (nouvelle fenêtre)"
      >
        Le PDF de ce qui est enregistré
      </a>
    </p>
    {remarqueSansEssai(essais.length)}
  </aside>
)
const remarqueSansEssai = (n: number) =>
  n === 0 ? <p class="fr-hint-text">Cet appel n’a pas d’essai&nbsp;: le dossier montré est inventé.</p> : null
