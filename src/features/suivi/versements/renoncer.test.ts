import { describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import type { MondeSuivis } from '../../../test/suivi.ts'
import { type GestesActes, surUnConventionne } from '../../../test/suivi-actes.ts'
import { lisible, SLUG } from '../../../test/vico.ts'

const AVANCE = { montant: '2 700' }

describe('le porteur d’un projet suivi renonce', () => {
  let m: MondeSuivis
  let g: GestesActes
  let d: string
  surUnConventionne('2021-12-15T10:00:00', v => {
    ;({ m, g, d } = v)
  })
  const page = () => g.texte(m.w.get(paths.suivi.dossier(d), m.referent.cookie))
  const renoncer = () => m.w.post(paths.dossiers.renoncement(d), { motif: 'Le maire change.' }, m.vico.cookie)
  const accorde = async () => (await m.w.owner.query('select accorde::int from enveloppe')).rows[0].accorde as number

  it('rien n’est versé\u00a0: tout revient, l’ordre en attente est annulé', async () => {
    await g.ordonner(d, 'avance', AVANCE)
    const avant = await accorde()
    expect((await renoncer()).status).toBe(303)
    expect(await accorde()).toBe(avant - 900_000)
    expect((await g.versements(d))[0].annule_motif).toContain('Le maire change.')
    expect(await m.suivi(d)).toMatchObject({ etape: 'abandonne', verse: 0 })
  })

  it('une avance est versée\u00a0: les dépenses faites restent acquises, le reste se reverse et libère l’enveloppe', async () => {
    await g.ordonner(d, 'avance', AVANCE)
    await g.payer(d)
    await g.depenser(d, 100_000)
    await m.w.owner.query(
      `insert into bilan (id, guichet_id, dossier_id, rang, debut, fin, echeance, etat, ouvert_le)
        select gen_random_uuid(), guichet_id, dossier_id, 9, '2021-11-01', '2021-11-30', '2021-12-01', 'renvoye', ouvert_le from suivi where dossier_id = $1`,
      [d],
    )
    const form = await g.texte(m.w.get(paths.dossiers.renoncement(d), m.vico.cookie))
    for (const mot of ['750 € déjà versés restent acquis', 'Vous reversez 1 950 €', '8 250 €']) expect(form).toContain(mot)
    const avant = await accorde()
    expect((await renoncer()).status).toBe(303)
    expect(await accorde()).toBe(avant - 825_000)
    expect((await g.versements(d)).at(-1)).toMatchObject({ nature: 'reversement', montant: 195_000, verse_le: null })
    expect(await m.suivi(d)).toMatchObject({ etape: 'abandonne', verse: 75_000 })
    const courriels = (await m.w.courriels()).filter(c => c.dossier_id === d && c.sujet.includes('renoncement'))
    expect(courriels.every(c => c.texte.replaceAll('\u00a0', ' ').includes('1 950 € déjà versés sont à reverser'))).toBe(true)
    // what is asked back is where each side looks, and no bilan is asked any more
    const deux = '1 950,00 €'
    const dites = {
      [paths.espace]: `Reverser ${deux}`,
      [paths.dossiers.voir(d)]: `Reverser ${deux}`,
      [paths.bilans.suivi(d)]: `À reverser : ${deux}`,
      [paths.actes.liste(d)]: `À reverser : ${deux}`,
    }
    const muettes = []
    for (const [chemin, phrase] of Object.entries(dites))
      if (!(await g.texte(m.w.get(chemin, m.vico.cookie))).includes(phrase)) muettes.push(chemin)
    expect(muettes).toEqual([])
    expect(await page()).toContain(`À reverser : ${deux}`)
    expect((await m.bilans(d)).map(b => b.etat).filter(e => e === 'a_deposer' || e === 'renvoye')).toEqual([])
    expect(await g.texte(m.w.get(paths.espace, m.vico.cookie))).not.toContain('Reprendre un bilan')
    // what is asked back comes in later; the aid stays given up
    expect((await g.payer(d)).status).toBe(303)
    expect(await g.texte(m.w.get(paths.espace, m.vico.cookie))).not.toContain(deux)
    expect((await m.suivi(d)).etape).toBe('abandonne')
    expect(await page()).toContain('Abandonné')
  })

  it('ce qui reste acquis d’une aide abandonnée est dans chaque fichier public, au centime\u00a0; le projet n’est plus parmi les lauréats', async () => {
    const publies = async () => {
      const lire = async (chemin: string) => (await m.w.get(chemin)).text()
      const [csv, giving, carte] = [
        await lire(paths.donneesOuvertes.subventions()),
        JSON.parse(await lire(paths.donneesOuvertes.giving())) as { grants: { id: string; amountAwarded: number }[] },
        JSON.parse(await lire(paths.donneesOuvertes.laureats())) as {
          features: { properties: { numero: string; nature: string; aide_eur: number } }[]
        },
      ]
      const centimes = (xs: number[]) => Math.round(xs.reduce((t, x) => t + x, 0) * 100)
      return {
        csv: centimes(
          csv
            .split('\n')
            .filter(l => l.includes(`,${acte},`))
            .slice(0, 1)
            .map(l => Number(/,([\d.]+),aide en numéraire/.exec(l)?.[1])),
        ),
        giving: centimes(giving.grants.filter(x => x.id.includes(numero)).map(x => x.amountAwarded)),
        carte: centimes(
          carte.features.filter(f => f.properties.numero === numero && f.properties.nature === 'projet').map(f => f.properties.aide_eur),
        ),
      }
    }
    const numero = (await m.w.owner.query('select numero from dossier where id = $1', [d])).rows[0].numero as string
    const acte = (await g.actes(d))[0].numero as string
    await g.ordonner(d, 'avance', AVANCE)
    await g.payer(d)
    await g.depenser(d, 100_033)
    expect((await publies()).csv).toBe(900_000)
    expect((await renoncer()).status).toBe(303)
    const { rows } = await m.w.owner.query(
      `select i.montant::int as garde from imputation i join decision x on x.id = i.decision_id
        where x.dossier_id = $1 and not exists (select from decision r where r.remplace_id = x.id)`,
      [d],
    )
    // 1 000,33 € spent at 75 %
    expect(rows).toEqual([{ garde: 75_024 }])
    const { csv, giving, carte } = await publies()
    expect([csv, giving, carte]).toEqual([75_024, 75_024, 75_024])
    expect(await lisible(await m.w.get(paths.projetsAides({ appel: SLUG })))).not.toContain(numero)
  })

  it('l’aide est soldée\u00a0: il est trop tard', async () => {
    await g.depenser(d, 960_000)
    await g.ordonner(d, 'acompte', { montant: '7 200' })
    await g.payer(d)
    await g.achever(d)
    await g.ordonner(d, 'solde', { coutReel: '9 600', autresAides: '0' })
    const avant = await accorde()
    await renoncer()
    expect(await accorde()).toBe(avant)
    expect((await m.suivi(d)).etape).toBe('solde')
  })
})
