import type { Recette } from './recette.ts'

/** A lauréat gives its project another name: the service, the public pages and what is made from then on say it; what was signed keeps the one that it had. */
export const renommer: Recette = {
  nom: 'un projet renommé par son lauréat',
  etapes: [
    {
      fichier: 'src/features/decret/laureat.rules.ts',
      apres: "  lire_suivi: oui('Lire le suivi', dans(ETAPES_SUIVI, [...PROJET, ...SERVICE, 'direction'])),\n",
      ajouter: "  renommer: oui('Renommer le projet', dans(OUVERT, ['porteur'])),\n",
    },
    {
      fichier: 'src/features/decret/decret.rules.test.ts',
      apres: "  lire_suivi: 'PQRAF PQRAF PQRAF PQRAF PQRAF',\n",
      ajouter: "  renommer: 'P P P - -',\n",
    },
    {
      fichier: 'src/features/journal/actes.ts',
      apres: "  'suivi.solde': () => 'solde l’aide',\n",
      ajouter: `  'suivi.renomme': d => \`renomme le projet\${citer(d.titre)}\`,
`,
    },
    {
      fichier: 'src/features/suivi/renommer.ts',
      contenu: `import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { journaliser } from '../journal/index.ts'
import { type RefusSuivi, suiviPour } from './acces.ts'

export const TITRE_MAX = 150
export type RefusNom = RefusSuivi | { motif: 'titre' }

/** Gives a project another name, once its aid was told: pages and documents say it from then on. What was filed, told or signed keeps the name that it had. */
export const renommer = (
  ctx: ContexteActeur,
  { dossierId, titre }: { dossierId: string; titre: string },
): Promise<Result<void, RefusNom>> =>
  enTransaction(ctx, async tx => {
    const acces = await suiviPour(tx, ctx, 'renommer', dossierId)
    if (!acces.ok) return acces
    if (titre === '' || titre.length > TITRE_MAX) return err({ motif: 'titre' })
    const avant = acces.value.s.titre
    if (titre === avant) return ok(undefined)
    await tx.updateTable('dossier').set({ titre }).where('guichet_id', '=', ctx.guichetId).where('id', '=', dossierId).execute()
    await tx.updateTable('instruction').set({ titre }).where('guichet_id', '=', ctx.guichetId).where('dossier_id', '=', dossierId).execute()
    await sql\`select indexer_recherche(array[\${dossierId}::uuid])\`.execute(tx)
    await journaliser(tx, ctx, 'suivi.renomme', dossierId, { avant, titre })
    return ok(undefined)
  })
`,
    },
    {
      fichier: 'src/features/suivi/suivi.routes.tsx',
      mots: "import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'\nimport { dateCivile } from '../../lib/dates.ts'\n",
      par: "import { type Ctx, ctxActeur, exigeCompte, faitDe, param, router } from '../../http.ts'\nimport { dateCivile } from '../../lib/dates.ts'\nimport { texteSaisi } from '../../lib/forms.ts'\n",
    },
    {
      fichier: 'src/features/suivi/suivi.routes.tsx',
      apres: "import { projetsAidesRoutes } from './public/projets-aides.routes.tsx'\n",
      ajouter: "import { renommer, TITRE_MAX } from './renommer.ts'\n",
    },
    {
      fichier: 'src/features/suivi/suivi.routes.tsx',
      mots: ".get(paths.bilans.suivi, exigeCompte, voir)\n\nasync function voir(c: Ctx<'id'>) {\n",
      par: `.get(paths.bilans.suivi, exigeCompte, c => voir(c))
    .post(paths.bilans.suivi, exigeCompte, changerDeNom)

async function changerDeNom(c: Ctx<'id'>) {
  const dossierId = param(c, 'id')
  const titre = texteSaisi((await c.req.parseBody()).titre).replace(/\\s+/g, ' ')
  const r = await renommer(ctxActeur(c), { dossierId, titre })
  if (r.ok) return c.redirect(\`\${paths.bilans.suivi(dossierId)}?fait=renomme\`, 303)
  return r.error.motif === 'titre'
    ? voir(c, { titre, error: \`Donnez un nom de \${TITRE_MAX}\\u00a0caractères au plus\` })
    : refuserActe(c, 'porteur', r.error, [{ libelle: 'Nouveau nom', texte: titre }])
}

async function voir(c: Ctx<'id'>, refus?: { titre: string; error: string }) {
`,
    },
    {
      fichier: 'src/features/suivi/suivi.routes.tsx',
      mots: 'return <SuiviPage site={c.var.site} s={lu.suivi} bilans={bilans} jour={jour} actes={actes} />\n',
      par: `const nom = peut(lu.relation, 'renommer', { laureat: lu.suivi.etape }) ? (refus ?? { titre: lu.suivi.titre }) : undefined
    return <SuiviPage site={c.var.site} s={lu.suivi} bilans={bilans} jour={jour} actes={actes} fait={fait} nom={nom} />
`,
    },
    {
      fichier: 'src/features/suivi/suivi.routes.tsx',
      mots: '  const jour = dateCivile(ctx.instant)\n',
      par: "  const jour = dateCivile(ctx.instant)\n  const fait = faitDe(c, { renomme: 'Le projet a son nouveau nom. Le service le voit.' })\n",
    },
    {
      fichier: 'src/features/suivi/suivi.routes.tsx',
      mots: 'return page ? c.html(page) ',
      par: 'return page ? c.html(page, refus ? 422 : 200) ',
    },
    {
      fichier: 'src/features/suivi/suivi.routes.tsx',
      mots: "import { pageDuProjet } from './projet/reponses.tsx'\n",
      par: "import { pageDuProjet, refuserActe } from './projet/reponses.tsx'\n",
    },
    {
      fichier: 'src/features/suivi/suivi.view.tsx',
      mots: "import { Rangees } from '../../ui/listes.tsx'\n",
      par: "import { Field } from '../../ui/champs.tsx'\nimport { ErrorSummary } from '../../ui/form.tsx'\nimport { Rangees } from '../../ui/listes.tsx'\nimport { Nouvelles } from '../../ui/nouvelles.tsx'\n",
    },
    {
      fichier: 'src/features/suivi/suivi.view.tsx',
      apres: '  actes: Child\n',
      ajouter:
        '  fait: string | undefined\n  /** For whoever may rename the project. */\n  nom: { titre: string; error?: string } | undefined\n',
    },
    {
      fichier: 'src/features/suivi/suivi.view.tsx',
      mots: 'SuiviPage = ({ site, s, bilans, jour, actes }: Props)',
      par: 'SuiviPage = ({ site, s, bilans, jour, actes, fait, nom }: Props)',
    },
    {
      fichier: 'src/features/suivi/suivi.view.tsx',
      mots: '    <p class="gt-sur">{s.porteur}</p>\n    <h1 class="fr-h3">{s.titre}</h1>\n',
      par: `    <ErrorSummary errors={nom?.error ? { titre: nom.error } : {}} />
    <p class="gt-sur">{s.porteur}</p>
    <h1 class="fr-h3">{s.titre}</h1>
    <Nouvelles fait={fait} />
    {nom && <Renommer id={s.dossierId} {...nom} />}
`,
    },
    {
      fichier: 'src/features/suivi/suivi.view.tsx',
      apres: '\n  </Page>\n)\n',
      ajouter: `const Renommer = ({ id, titre, error }: { id: string; titre: string; error?: string }) => (
  <details class="gt-details gt-lecture fr-mb-3w" open={error !== undefined}>
    <summary>Renommer le projet</summary>
    <form method="post" action={paths.bilans.suivi(id)}>
      <Field name="titre" label="Nom du projet" hint="Ce qui est déjà signé garde l’ancien nom" value={titre} error={error} />
      <button type="submit" class="fr-btn">
        Renommer
      </button>
    </form>
  </details>
)
`,
    },
  ],
  suite: ['droits'],
  essais: [
    'src/features/decret',
    'src/test/droits.test.ts',
    'src/features/suivi/suivi.rules.test.ts',
    'src/features/instruction/dossier/historique.test.ts',
  ],
  montre: {
    fichier: 'src/features/suivi/renommer.test.ts',
    contenu: `import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { type MondeSuivis, NOTIFIE, ouvrirSuivis } from '../../test/suivi.ts'
import { gestesActes } from '../../test/suivi-actes.ts'

const NOUVEAU = 'Cap numérique de Sagone'
let m: MondeSuivis
let g: ReturnType<typeof gestesActes>
let d: string
let slug: string
beforeAll(async () => {
  m = await ouvrirSuivis()
  g = gestesActes(m)
  slug = (await m.w.owner.query('select slug from appel')).rows[0].slug
})
afterAll(() => m.w.close())
beforeEach(async () => {
  m.w.regler(NOTIFIE)
  ;[d] = (await m.laureats(1)) as [string]
})
const adresse = () => paths.bilans.suivi(d)
const renommer = (titre: string, qui = m.vico) => m.w.post(adresse(), { titre }, qui.cookie)
const pdf = async (chemin: string, cookie: string) => Buffer.from(await (await m.w.get(chemin, cookie)).arrayBuffer())
const texteDe = async (octets: Buffer) => (await lirePdf(octets)).texte.replace(/\\s+/g, ' ')
const titre = async () => (await m.w.owner.query('select titre from instruction where dossier_id = $1', [d])).rows[0].titre as string

test('le lauréat renomme son projet\\u00a0: le service, le public et les actes à venir le disent, l’acte signé garde l’ancien nom', async () => {
  const ancien = await titre()
  const signe = await g.conventionner(d)
  const avant = await pdf(paths.actes.pdf(d, signe), m.vico.cookie)
  expect((await renommer(\` \${NOUVEAU}\\n\`)).headers.get('location')).toBe(\`\${adresse()}?fait=renomme\`)
  expect(await g.texte(m.w.get(\`\${adresse()}?fait=renomme\`, m.vico.cookie))).toContain('Le projet a son nouveau nom')
  for (const [chemin, cookie] of [
    [adresse(), m.vico.cookie],
    [paths.suivi.dossier(d), m.referent.cookie],
    [\`\${paths.instruction.boite}?q=Sagone\`, m.referent.cookie],
    [paths.espace, m.vico.cookie],
    [paths.projetsAides({ appel: slug }), ''],
  ] as const)
    expect(await g.texte(m.w.get(chemin, cookie)), chemin).toContain(NOUVEAU)
  expect(await g.texte(m.w.get(paths.instruction.historique(d), m.admin.cookie))).toContain(\`renomme le projet : « \${NOUVEAU} »\`)
  const apres = await pdf(paths.actes.pdf(d, signe), m.vico.cookie)
  expect(apres.equals(avant)).toBe(true)
  expect(await texteDe(apres)).toContain(ancien)
  await m.w.post(paths.actes.avenants(d), { objets: ['objet'], objet: 'Deux communes de plus.', motif: 'Elles demandent.' }, m.vico.cookie)
  const { id } = (await m.w.owner.query('select id from avenant where dossier_id = $1', [d])).rows[0]
  await m.w.post(paths.suiviDossier.avisAvenant(d, id), { avis: 'Favorable.' }, m.referent.cookie)
  await m.w.post(paths.suiviDossier.decisionAvenant(d, id), { sens: 'accorde', reponse: '' }, m.admin.cookie)
  expect(await texteDe(await pdf(paths.actes.pdf(d, (await g.actes(d)).at(-1).id), m.vico.cookie))).toContain(NOUVEAU)
})

test('sans nom, ou trop long\\u00a0: rien ne change, et ce que j’ai tapé m’est rendu', async () => {
  const ancien = await titre()
  for (const faux of ['', ' ', 'x'.repeat(151)]) {
    const r = await renommer(faux)
    expect(r.status).toBe(422)
    const page = await r.text()
    expect(page).toContain(\`value="\${faux.trim()}"\`)
    expect(page.replaceAll('\\u00a0', ' ')).toContain('Donnez un nom de 150 caractères au plus')
  }
  expect(await titre()).toBe(ancien)
})

test('ni un partenaire, ni le service, ni un autre\\u00a0; ni une fois l’aide abandonnée', async () => {
  const ancien = await titre()
  expect((await renommer(NOUVEAU, m.olmeto)).status).toBe(403)
  expect((await renommer(NOUVEAU, m.referent)).status).toBe(404)
  expect((await renommer(NOUVEAU, m.ailleurs)).status).toBe(404)
  await m.w.owner.query("update suivi set etape = 'abandonne', clos_le = ouvert_le, motif_cloture = 'x' where dossier_id = $1", [d])
  expect((await renommer(NOUVEAU)).status).toBe(409)
  expect(await titre()).toBe(ancien)
})
`,
  },
}
