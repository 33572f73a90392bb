"""Functions of ``torch.nn.functional``."""

from __future__ import annotations

import pytest
import torch
from eager import Expression, chunks

torch.manual_seed(0)
PROGRAM = Expression(
    "x, v, i, b", torch.randn(2, 3, 4), torch.tensor([1.0, -2.0, 3.0]), torch.tensor([3, 1, 2]),
    torch.tensor([True, False, True]),
)  # fmt: skip
EXPRESSIONS = """
F.relu(v,inplace=False)
F.dropout(v,p=0.3,training=False)
F.one_hot(i)
F.normalize(v,dim=0)
F.normalize(x,p=1.,dim=1,eps=1e-6)
F.cosine_similarity(x,x,-1)
F.softmin(v,0)
F.log_softmax(v,dim=0)
F.softmax(v,dim=0,dtype=torch.float64)
F.gumbel_softmax(v).shape
F.pad(x,(1,2),'constant',0)
F.pad(x,(1,1),mode='replicate')
F.pad(v[None,None],(1,1),mode='circular')
F.layer_norm(x,x.shape[-1:])
F.layer_norm(x,[4])
F.rms_norm(x,(4,))
F.group_norm(x,3)
F.batch_norm(x,v*0,v*0+1)
F.instance_norm(x)
F.avg_pool1d(x,2)
F.max_pool1d(x,2)
F.max_pool1d(x,kernel_size=2,stride=1,padding=1)
F.adaptive_avg_pool1d(x,2)
F.interpolate(x,scale_factor=2)
F.interpolate(x,size=7,mode='linear')
F.conv1d(x,torch.ones(2,3,2))
F.conv1d(x,torch.ones(2,3,3),padding='same')
F.linear(x,x[0])
F.bilinear(x[0],x[0],torch.ones(2,4,4))
F.glu(x,-1)
F.hardshrink(v)
F.softshrink(v,0.3)
F.threshold(v,0.,1.)
F.rrelu(v)
F.prelu(v,v[:1])
F.logsigmoid(v)
F.scaled_dot_product_attention(x,x,x,attn_mask=None,dropout_p=0.0)
F.scaled_dot_product_attention(x,x,x,torch.zeros(3,3))
F.grid_sample(x[None],torch.zeros(1,2,2,2),align_corners=False)
F.affine_grid(torch.zeros(1,2,3),(1,1,4,4),align_corners=False)
F.pixel_shuffle(torch.ones(1,4,2,2),2)
F.channel_shuffle(torch.ones(1,4,2,2),2)
F.fold(torch.ones(1,4,9),(4,4),2)
F.lp_pool1d(x,2.,2)
F.feature_alpha_dropout(v,training=False)
F.local_response_norm(x,2)
F.tanh(v)
F.sigmoid(v)
F.hardtanh_(v)
F.relu_(v)
F.elu_(v)
"""


@pytest.mark.parametrize("expressions", chunks(EXPRESSIONS), ids=lambda lines: lines[0])
def test_functional(expressions: list[str]) -> None:
    PROGRAM.check_all(expressions)
