import { confier } from '../../atelier/index.ts'
import { enTransaction } from '../../contexte.ts'
import { type Ctx, champsEnvoyes, ctxActeur, exigeRole, faitDe, param, router } from '../../http.ts'
import { nettoyer } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { type Chemin, formeA, valeurA } from '../formes/index.ts'
import { type BrouillonEntier, brouillonDe } from './brouillons.queries.ts'
import { ecrireLieu, lireLieu } from './document/lieux.ts'
import { type Enregistrement, enregistrer } from './enregistrer.ts'
import { avecSaisies, blocsDe, contenuDe, nomDuLieu } from './lieu.donnees.ts'
import { lire } from './lire-brouillon.ts'
import type { Modifie, Ordre } from './modifier.ts'
import { phraseRefus } from './refus.table.ts'
import { adresseDe } from './remarques.view.tsx'
import { SectionPage } from './section.view.tsx'
import { SECTIONS, type Section, sectionDe } from './sections.table.ts'
import { revisionDe } from './studio.form.ts'
import { ecritsDe } from './textes/ecrit.donnees.ts'
import { EcritsDeLaSection } from './textes/textes.view.tsx'
import { nommeA, type Sorte } from './usages/codes.ts'
import { RetirerQuandMeme, type Usage, UtiliseA } from './usages/usages.view.tsx'

const admin = exigeRole('administrateur')
const FAITS: Record<string, string> = { enregistre: 'Enregistré.', fait: 'C’est fait.', rien: 'Rien n’avait changé.' }
/** Long enough for a line of a table in a table, with the names that a call gives. */
const LIEU_MAX = 900

/** The form of a section, or of one of its places (`?lieu=`). */
export const sectionsRoutes = () =>
  router()
    .get(paths.studio.section, admin, c => montrer(c))
    .post(paths.studio.section, admin, garder)

const sectionChoisie = (c: Ctx<'section'>) => param(c, 'section') as Section
const lieuDemande = (c: Ctx) => {
  const lieu = c.req.query('lieu') ?? ''
  return lieu.length <= LIEU_MAX && /^(\/[^/]+)*$/.test(lieu) ? lieu : undefined
}

/** `saisies`: what was typed and is not kept, when the whole form is refused. `aRetirer`: what is named elsewhere, and whose removal is asked again. */
type Retour = { refus?: string; saisies?: Enregistrement['saisies']; conflits?: Modifie['conflits']; aRetirer?: Chemin }
async function montrer(c: Ctx<'brouillon' | 'section'>, { refus, saisies = [], conflits = [], aRetirer }: Retour = {}) {
  const { ctx, site } = c.var
  const [section, lieu] = [sectionChoisie(c), lieuDemande(c)]
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, param(c, 'brouillon')))
  if (!brouillon || lieu === undefined) return c.notFound()
  const { brut, remarques } = await lire(c, brouillon.source)
  const chemin = lireLieu(lieu, brut)
  if (lieu !== '' && (sectionDe(chemin) !== section || !formeA(brut, chemin) || !existe(brut, chemin))) return c.notFound()
  const [ici, retire] = await Promise.all([chemin, aRetirer ?? []].map(ou => usagesAu(c, brouillon, brut, ou)))
  const blocs = brut === undefined ? undefined : lieu ? contenuDe(brut, chemin) : blocsDe(brut, placesDe(section))
  const page = (
    <SectionPage
      site={site}
      brouillon={brouillon}
      section={section}
      chemin={chemin}
      titre={lieu ? nomDuLieu(brut, chemin) : SECTIONS[section].titre}
      parents={parentsDe(brut, chemin)}
      blocs={blocs && avecSaisies(blocs, new Map(saisies))}
      remarques={remarques}
      avant={
        section === 'textes' && !lieu ? (
          <EcritsDeLaSection brouillon={brouillon.id} ecrits={ecritsDe(brut)} remarques={remarques} />
        ) : undefined
      }
      demande={retire && <RetirerQuandMeme {...retire} nom={nomDuLieu(brut, aRetirer!)} ordre={`retirer! ${ecrireLieu(aRetirer!)}`} />}
      apres={ici && <UtiliseA {...ici} />}
      fait={refus || conflits.length > 0 || retire ? undefined : faitDe(c, FAITS)}
      refus={refus}
      conflits={conflits.map(x => ({ ...x, chemin: lireLieu(x.lieu, brut) }))}
    />
  )
  return c.html(page, refus || retire ? 422 : conflits.length > 0 ? 409 : 200)
}

/** What names something of a draft, with their pages; nothing for what has no code of its own. */
async function usagesAu(
  c: Ctx,
  brouillon: BrouillonEntier,
  brut: unknown,
  ou: Chemin,
): Promise<{ sorte: Sorte; usages: Usage[] } | undefined> {
  const n = nommeA(ou)
  if (!n) return undefined
  const travail = await confier('chercherUsages', { source: brouillon.source, chemin: ou }, { pour: ctxActeur(c).acteur.compteId })
  if (!travail.ok) return undefined
  const usages = travail.value.map((chemin): Usage => {
    const section = sectionDe(chemin)
    return {
      nom: nomDuLieu(brut, chemin),
      section: section ? SECTIONS[section].titre : '',
      href: adresseDe(brouillon.id, { section, chemin }),
    }
  })
  return { sorte: n.sorte, usages }
}
/** The place of a thing that others name, if they do. */
async function citeAilleurs(c: Ctx<'brouillon'>, lieu: string): Promise<Chemin | undefined> {
  const { ctx } = c.var
  const brouillon = await enTransaction(ctx, tx => brouillonDe(tx, ctx.guichetId, param(c, 'brouillon')))
  if (!brouillon) return undefined
  const { brut } = await lire(c, brouillon.source)
  const chemin = lireLieu(lieu, brut)
  return ((await usagesAu(c, brouillon, brut, chemin))?.usages.length ?? 0) > 0 ? chemin : undefined
}

/** What the page of a section shows: letters and acts have a page each. */
const placesDe = (section: Section): Chemin[] =>
  section === 'textes'
    ? [['regime'], ['actes', 'numero'], ['actes', 'duree_mois'], ['actes', 'conventions']]
    : SECTIONS[section].cles.map(cle => [cle])

/** A line of a list that is not there has no page; a group that is not there yet has one. */
const existe = (brut: unknown, chemin: Chemin) =>
  chemin.every((cle, i) =>
    typeof cle === 'string'
      ? !/^\d+$/.test(cle) || valeurA(brut, chemin.slice(0, i + 1)) !== undefined
      : valeurA(brut, chemin.slice(0, i + 1)) !== undefined,
  )

/** Places above one that have a page of their own: lines of lists, above all. */
const parentsDe = (brut: unknown, chemin: Chemin) =>
  chemin.flatMap((cle, i) =>
    typeof cle === 'number' && i < chemin.length - 1
      ? [{ chemin: chemin.slice(0, i + 1), nom: nomDuLieu(brut, chemin.slice(0, i + 1)) }]
      : [],
  )

async function garder(c: Ctx<'brouillon' | 'section'>) {
  const lieu = lieuDemande(c)
  if (lieu === undefined) return c.notFound()
  const champs = await champsEnvoyes(c)
  const un = (nom: string) => champs.get(nom)?.[0] ?? ''
  const ordre = lireOrdre(un('ordre'), nom => nettoyer(un(nom)).slice(0, 160))
  const saisies = [...champs].flatMap(([nom, valeurs]) =>
    nom.startsWith('/') && dansLaSection(c, nom) ? [[nom, nettoyer(valeurs[0]!)] as const] : [],
  )
  const aRetirer = ordre?.verbe === 'retirer' && !un('ordre').startsWith('retirer!') ? await citeAilleurs(c, ordre.lieu) : undefined
  if (aRetirer) return montrer(c, { saisies, aRetirer })
  const envoi: Enregistrement = {
    id: param(c, 'brouillon'),
    revision: revisionDe(un('revision')),
    lieu,
    saisies,
    ...(ordre ? { ordre } : {}),
  }
  const r = await enregistrer(ctxActeur(c), envoi)
  if (!r.ok) return r.error.motif === 'introuvable' ? c.notFound() : montrer(c, { refus: phraseRefus(r.error), saisies })
  if (r.value.conflits.length > 0) return montrer(c, { conflits: r.value.conflits })
  const { ou, dit } = r.value
  const suivant = ou && dansUnePage(ou) ? ecrireLieu(ou) : lieu
  const fait = ordre ? 'fait' : dit.length > 0 ? 'enregistre' : 'rien'
  const adresse = new URL(paths.studio.lieu(paths.studio.section(param(c, 'brouillon'), sectionChoisie(c)), suivant), 'http://x')
  adresse.searchParams.set('fait', fait)
  return c.redirect(`${adresse.pathname}${adresse.search}`, 303)
}

const dansLaSection = (c: Ctx<'section'>, lieu: string) => sectionDe(lireLieu(lieu, undefined)) === sectionChoisie(c)
/** What was added is filled in on its own page when it is a line of a list, or a named group. */
const dansUnePage = (ou: Chemin) => ou.length > 1

function lireOrdre(v: string, nomDe: (champ: string) => string): Ordre | undefined {
  const m = /^(ajouter|retirer|monter|descendre)!? (\/\S*)$/.exec(v)
  if (!m || m[2]!.length > LIEU_MAX) return undefined
  const [verbe, lieu] = [m[1] as 'ajouter' | 'retirer' | 'monter' | 'descendre', m[2]!]
  if (verbe !== 'ajouter') return { verbe, lieu }
  const cle = nomDe(`nom:${lieu}`)
  return { verbe, lieu, ...(cle ? { cle } : {}) }
}
